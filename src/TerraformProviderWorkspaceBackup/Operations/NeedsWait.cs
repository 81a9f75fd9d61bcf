using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>An argument that judges how an operation ended: with <c>wait = false</c> nobody would.</summary>
/// <param name="argument">The argument.</param>
/// <param name="asks">Whether it asks for a judgement.</param>
internal sealed class NeedsWait(SchemaAttribute argument, Func<ModelReader, bool> asks) : IConfigValidator
{
    public void Validate(ModelReader config, Diagnostics diagnostics)
    {
        if (config.Get(OperationAttributes.Wait) is { IsKnown: true, IsNull: false, Known: false } && asks(config))
        {
            diagnostics.AddError("Argument Needs The Wait",
                $"{argument.Name} judges how the operation ended, and with wait = false it is not waited for. Remove one of the two.",
                argument);
        }
    }
}

using TerraformPlugin.Framework;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>Reports each letter of the text as progress.</summary>
internal sealed class CountAction : ProviderAction<Probe>
{
    public override Schema Schema => Probe.Schema;

    public override Task InvokeAsync(ActionContext<Probe> context, CancellationToken cancellationToken)
    {
        foreach (var letter in context.Config.Get(Probe.Text).Known)
        {
            context.Progress($"letter {letter}");
        }

        return Task.CompletedTask;
    }
}

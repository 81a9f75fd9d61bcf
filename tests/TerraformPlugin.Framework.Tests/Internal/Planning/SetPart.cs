using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Planning;

internal sealed record SetPart(TerraformValue Object) : Model<SetPart>(Object), IModel<SetPart>
{
    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Part.KeyKey, Part.ModeKey, Part.KeptKey];

    public static SetPart Of(TerraformValue value) => new(value);
}

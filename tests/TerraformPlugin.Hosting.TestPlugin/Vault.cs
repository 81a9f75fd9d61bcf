using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>An object with what is secret, and what is not even in state.</summary>
internal sealed record Vault(TerraformValue Object) : Model<Vault>(Object), IModel<Vault>
{
    public static readonly SchemaAttribute<string> Pin = new("pin", Codec.String)
    {
        Presence = Presence.Optional,
        Sensitive = true,
    };

    public static readonly SchemaAttribute<string> KeyWo = new("key_wo", Codec.String)
    {
        Presence = Presence.Optional,
        WriteOnly = true,
    };

    public static readonly SchemaAttribute<long> KeyVersion = new("key_version", Codec.Int64)
    {
        Presence = Presence.Optional,
    };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Pin, KeyWo, KeyVersion];

    public static Vault Of(TerraformValue value) => new(value);
}

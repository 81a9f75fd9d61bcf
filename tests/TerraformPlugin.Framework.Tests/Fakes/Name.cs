using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Fakes;

/// <summary>The smallest schema: a required name, and a computed id.</summary>
internal static class Name
{
    public static readonly SchemaAttribute<string> Key = new("name", Codec.String) { Presence = Presence.Required };

    public static readonly SchemaAttribute<string> Id = new("id", Codec.String) { Presence = Presence.Computed };

    public static readonly SchemaAttribute<string> Secret =
        new("secret", Codec.String) { Presence = Presence.Optional, WriteOnly = true };

    public static Schema Schema { get; } = new([Key, Id, Secret]) { Version = 2 };

    public static TerraformValue Null => TerraformValue.Null(Schema.Type);

    public static TerraformValue Of(string name, string? id = null) => Make.Object(Schema, (Key, Make.S(name)),
        (Id, id is null ? TerraformValue.Null(TerraformType.String) : Make.S(id)));

    public static TerraformValue Planned(string name) =>
        Make.Object(Schema, (Key, Make.S(name)), (Id, Make.UnknownString));

    public static RawModel Model(string name, string? id = null) => new(Of(name, id));
}

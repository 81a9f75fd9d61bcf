using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Planning;

internal sealed record Part(TerraformValue Object) : Model<Part>(Object), IModel<Part>
{
    public static readonly SchemaAttribute<string> KeyKey =
        new("key", Codec.String) { Presence = Presence.Required, PlanModifiers = [new RequiresReplace<string>()] };

    public static readonly SchemaAttribute<string> ModeKey =
        new("mode", Codec.String) { Presence = Presence.OptionalComputed, Default = "rw" };

    public static readonly SchemaAttribute<string> UidKey =
        new("uid", Codec.String) { Presence = Presence.Computed };

    public static readonly SchemaAttribute<string> KeptKey = new("kept", Codec.String)
    {
        Presence = Presence.Computed,
        PlanModifiers = [new UseStateForUnknown<string>()],
    };

    public static readonly SchemaAttribute<string> TokenKey =
        new("token", Codec.String) { Presence = Presence.Optional, WriteOnly = true };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [KeyKey, ModeKey, UidKey, KeptKey, TokenKey];

    public static Part Of(TerraformValue value) => new(value);
}

namespace TerraformPlugin.Framework.Tests.Planning;

internal sealed record Part(
    Value<string> Key, Value<string> Mode, Value<string> Uid, Value<string> Kept, Value<string> Token) : IModel<Part>
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

    public static Part Read(ModelReader reader) => new(reader.Get(KeyKey), reader.Get(ModeKey), reader.Get(UidKey),
        reader.Get(KeptKey), reader.Get(TokenKey));

    public void Write(ModelWriter writer)
    {
        writer.Set(KeyKey, Key);
        writer.Set(ModeKey, Mode);
        writer.Set(UidKey, Uid);
        writer.Set(KeptKey, Kept);
        writer.Set(TokenKey, Token);
    }
}

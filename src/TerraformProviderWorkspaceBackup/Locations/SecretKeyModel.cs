using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Locations;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Locations;

/// <summary>A key of a Secret beside Velero.</summary>
internal sealed record SecretKeyModel(TerraformValue Object) : Model<SecretKeyModel>(Object), IModel<SecretKeyModel>
{
    public static readonly SchemaAttribute<string> Name = new("name", Codec.String)
    {
        Presence = Presence.Required,
        Description = "The Secret's name. It is the same on each cluster.",
        Validators = [new Rule<string>(static name => ObjectNames.IsSubdomain(name) ? null : $"\"{name}\" is not the name of a Secret.")],
    };

    public static readonly SchemaAttribute<string> Key = new("key", Codec.String)
    {
        Presence = Presence.Required,
        Description = "The key in it.",
        Validators = [new Rule<string>(static key => key.Length > 0 ? null : "must name a key of the Secret.")],
    };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Name, Key];

    public static SecretKeyModel Of(TerraformValue value) => new(value);

    public static Value<SecretKeyModel> From(SecretKey? secret) => secret is null
        ? Value<SecretKeyModel>.Null
        : Empty.With(Name, secret.Name).With(Key, secret.Key);

    /// <summary>Null when nothing is named.</summary>
    public static SecretKey? KeyOf(Value<SecretKeyModel> value) =>
        value.IsNull ? null : new(value.Known.Get(Name).Known, value.Known.Get(Key).Known);
}

using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>The object in Velero's namespace that holds resource policies.</summary>
internal sealed record ResourcePolicyModel : IModel<ResourcePolicyModel>
{
    public static readonly SchemaAttribute<string> KindAttribute =
        new("kind", Codec.String)
        {
            Presence = Presence.Required,
            Description = "`configmap`, the only kind that Velero knows.",
            Validators = [Rules.OneOf("configmap")],
        };

    public static readonly SchemaAttribute<string> NameAttribute =
        new("name", Codec.String)
        {
            Presence = Presence.Required,
            Description = "The ConfigMap's name.",
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [KindAttribute, NameAttribute];

    public required Value<string> Kind { get; init; }

    public required Value<string> Name { get; init; }

    public static ResourcePolicyModel Read(ModelReader reader) => new()
    {
        Kind = reader.Get(KindAttribute),
        Name = reader.Get(NameAttribute),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(KindAttribute, Kind);
        writer.Set(NameAttribute, Name);
    }

    public static ResourcePolicyModel From(ResourcePolicy policy) => new() { Kind = policy.Kind, Name = policy.Name };

    public ResourcePolicy ToPolicy() => new(Kind.Known, Name.Known);
}

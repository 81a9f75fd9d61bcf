using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>The object in Velero's namespace that holds resource policies.</summary>
internal sealed record ResourcePolicyModel(TerraformValue Object)
    : Model<ResourcePolicyModel>(Object), IModel<ResourcePolicyModel>
{
    public static readonly SchemaAttribute<string> Kind =
        new("kind", Codec.String)
        {
            Presence = Presence.Required,
            Description = "`configmap`. Velero knows no other kind.",
            Validators = [new Rule<string>(static value => value.Equals("configmap", StringComparison.OrdinalIgnoreCase)
                ? null : $"\"{value}\" must be \"configmap\": Velero ignores a policy of any other kind.")],
        };

    public static readonly SchemaAttribute<string> Name =
        new("name", Codec.String)
        {
            Presence = Presence.Required,
            Description = "The ConfigMap's name.",
            Validators = [Rules.ObjectName],
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [Kind, Name];

    public static ResourcePolicyModel Of(TerraformValue value) => new(value);

    public static ResourcePolicyModel From(ResourcePolicy policy) => Empty
        .With(Kind, policy.Kind)
        .With(Name, policy.Name);

    public ResourcePolicy ToPolicy() => new(Get(Kind).Known, Get(Name).Known);
}

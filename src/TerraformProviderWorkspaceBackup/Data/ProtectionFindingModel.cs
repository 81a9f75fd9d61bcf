using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Protection;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>Something that is wrong with the protection, or unknown.</summary>
internal sealed record ProtectionFindingModel(TerraformValue Object)
    : Model<ProtectionFindingModel>(Object), IModel<ProtectionFindingModel>
{
    public static readonly SchemaAttribute<string> Severity = Shown.As(
        "severity", Codec.String, "`error`: not protected; `unknown`: could not be found out; `warning`: may be meant.");

    public static readonly SchemaAttribute<string> Kind = Shown.As(
        "kind", Codec.String, "What it is, such as `namespace_uncovered`; the guide \"Is everything protected?\" lists them.");

    public static readonly SchemaAttribute<string> Cluster = Shown.As("cluster", Codec.String, "The cluster.");

    public static readonly SchemaAttribute<string> Namespace = Shown.As("namespace", Codec.String, "The namespace, if it is about one.");

    public static readonly SchemaAttribute<string> Schedule = Shown.As("schedule", Codec.String, "The Schedule, if it is about one.");

    public static readonly SchemaAttribute<string> Text = Shown.As("text", Codec.String, "The whole of it, for people.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Severity, Kind, Cluster, Namespace, Schedule, Text];

    public static ProtectionFindingModel Of(TerraformValue value) => new(value);

    public static ProtectionFindingModel From(ProtectionFinding finding) => Empty
        .With(Severity, ProtectionWords.Of(finding.Severity))
        .With(Kind, ProtectionWords.Of(finding.Kind))
        .With(Cluster, finding.Cluster)
        .With(Namespace, Value.OfNullable(finding.Namespace))
        .With(Schedule, Value.OfNullable(finding.Schedule))
        .With(Text, finding.Text);
}

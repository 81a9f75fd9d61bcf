using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Downloads;
using Severity = WorkspaceBackup.Velero.Faults.Severity;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>An error or a warning of Velero's, as <c>problems</c> shows it.</summary>
internal sealed record ProblemModel(TerraformValue Object) : Model<ProblemModel>(Object), IModel<ProblemModel>
{
    public static readonly SchemaAttribute<string> Cluster = Shown.As("cluster", Codec.String, "The cluster.");

    private static readonly SchemaAttribute<string> s_severity = Shown.As("severity", Codec.String, "`error` or `warning`.");

    private static readonly SchemaAttribute<string> s_namespace = Shown.As(
        "namespace", Codec.String, "The namespace it is about; null if none.");

    private static readonly SchemaAttribute<string> s_message = Shown.As("message", Codec.String, "Velero's words, on one line.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Cluster, s_severity, s_namespace, s_message];

    public static ProblemModel Of(TerraformValue value) => new(value);

    public static ProblemModel From(string cluster, ReportedProblem problem) => Empty
        .With(Cluster, cluster)
        .With(s_severity, problem.Severity == Severity.Error ? "error" : "warning")
        .With(s_namespace, Value.OfNullable(problem.Namespace))
        .With(s_message, problem.Message);
}

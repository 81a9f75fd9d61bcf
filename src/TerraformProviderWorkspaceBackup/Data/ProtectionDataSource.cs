using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Operations;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Protection;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>The data source <c>workspace_protection</c>: is everything protected, and how well?</summary>
/// <param name="time">The clock that ages are measured by.</param>
internal sealed class ProtectionDataSource(TimeProvider time) : DataSource<ProtectionDataModel>
{
    public override Schema Schema { get; } = new(ProtectionDataModel.Attributes)
    {
        Description = "Whether everything is protected. It says which schedules take each namespace, the newest good backup, and its volumes.",
    };

    public override async Task<ProtectionDataModel?> ReadAsync(
        DataSourceContext<ProtectionDataModel> context, CancellationToken cancellationToken)
    {
        var config = context.Config;
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        if (Scope.Of(context, config.Get(ScopeAttributes.Clusters)) is not { } scope)
        {
            return null;
        }

        var chosen = config.Get(ProtectionDataModel.Namespaces);
        var namespaces = chosen.IsNull ? workspace.Namespaces : chosen;
        var selector = chosen.IsNull && workspace.Namespaces.IsNull ? workspace.NamespaceSelector : Value<LabelSelector>.Null;
        if (namespaces.IsUnknown || selector.IsUnknown)
        {
            Scope.PutOff(context, "The set of namespaces in the provider's configuration");
            return null;
        }

        // Whole seconds: what is shown is what is measured from.
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        var found = await workspace.Protection.JudgeAsync(
            new ProtectionQuery
            {
                Clusters = scope.Clusters,
                Namespaces = namespaces.IsNull || namespaces.Known.Contains("*") ? null : StringSet.From(namespaces.Known),
                Selector = selector.OrNull(),
                At = now,
                ReadBackupFiles = config.Get(ScopeAttributes.ReadBackupFiles) is { IsKnown: true, Known: true },
                Rpo = GoDuration.TryParseWithDays(config.Get(ProtectionDataModel.Rpo).OrNull(), out var rpo, out _)
                    ? rpo.ToTimeSpan()
                    : null,
            },
            cancellationToken);
        Scope.Report(
            context.Diagnostics, found.Select(static cluster => cluster.Fault).OfType<WorkspaceBackup.Velero.Faults.Fault>(),
            config.Get(ScopeAttributes.UnhealthyClusters));
        context.Diagnostics.AddRange(found.SelectMany(static cluster => cluster.Warnings), AttributePaths.None);
        if (context.Diagnostics.HasErrors)
        {
            return null;
        }

        var findings = found.SelectMany(static cluster => cluster.Findings).OrderBy(static finding => finding.Severity).ToList();
        var detail = config.Get(ProtectionDataModel.Detail) is { IsKnown: true, Known: true };
        return config
            .With(ProtectionDataModel.ReadAt, OperationAttributes.Time(now))
            .With(ProtectionDataModel.Protected, findings.TrueForAll(static finding => finding.Severity == ProtectionSeverity.Warning))
            .With(ProtectionDataModel.Findings, Shown.List(findings.Select(ProtectionFindingModel.From)))
            .With(ProtectionDataModel.ByCluster, Shown.Map(
                found.Select(static cluster => KeyValuePair.Create(cluster.Cluster, cluster)),
                cluster => ProtectedClusterModel.From(cluster, detail)));
    }
}

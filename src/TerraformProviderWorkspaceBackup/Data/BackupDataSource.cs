using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Operations;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>The data source <c>workspace_backup</c>: one run over all clusters as one thing.</summary>
internal sealed class BackupDataSource : DataSource<BackupDataModel>
{
    public override Schema Schema { get; } = new(BackupDataModel.Attributes)
    {
        Description = "One run of a schedule, or one on-demand backup, on all clusters. No usable backup is a result (`complete = false`), not an error.",
    };

    public override async Task<BackupDataModel?> ReadAsync(
        DataSourceContext<BackupDataModel> context, CancellationToken cancellationToken)
    {
        var config = context.Config;
        if (Scope.Of(context, config.Get(ScopeAttributes.Clusters)) is not { } scope)
        {
            return null;
        }

        var found = await context.ProviderData<ConfiguredWorkspace>().Backups.FindRunAsync(
            new()
            {
                Workspace = scope.Workspace,
                Prefix = config.Get(BackupDataModel.Prefix).Known,
                Clusters = scope.Clusters,
                WorkspaceClusters = scope.All,
                Before = config.Get(BackupDataModel.Before).OrNull() is { } text && Rfc3339.TryParse(text, out var before) ? before : null,
                AllowPartiallyFailed = config.Get(BackupDataModel.AllowPartiallyFailed).OrNull() ?? false,
            },
            cancellationToken);
        Scope.Report(context.Diagnostics, found.Faults.Values, config.Get(ScopeAttributes.UnhealthyClusters));
        context.Diagnostics.AddRange(found.Findings, AttributePaths.None);
        if (context.Diagnostics.HasErrors)
        {
            return null;
        }

        var reads = found.Run is not null && config.Get(ScopeAttributes.ReadBackupFiles) is { IsKnown: true, Known: true };
        var (reviews, unread) = reads ? await context.ProviderData<ConfiguredWorkspace>().RunReviews.OfAsync(
            found.Run!.Backups
                .Select(one => (Cluster: scope.Clusters.FirstOrDefault(cluster => cluster.Name == one.Key), Backup: one.Value))
                .Where(static one => one.Cluster is not null).Select(static one => (one.Cluster!, one.Backup)),
            found.Run.Id,
            cancellationToken) : (null, []);
        context.Diagnostics.AddRange(unread, AttributePaths.None);
        return config
            .With(BackupDataModel.Volumes, Shown.Map(
                reviews?.Where(static one => one.Value.Volumes is not null), static review => VolumeModel.Of(review.Volumes!)))
            .With(BackupDataModel.Problems, Shown.List(
                reviews?.SelectMany(static one => one.Value.Problems.Select(problem => ProblemModel.From(one.Key, problem)))))
            .With(BackupDataModel.Id, Value.OfNullable(found.Run?.Id.ToString()))
            .With(BackupDataModel.RunTime, OperationAttributes.Time(found.Run?.Id.Time))
            .With(BackupDataModel.AgeSeconds, Value.OfNullable((long?)found.Age?.TotalSeconds))
            .With(BackupDataModel.Complete, found.IsComplete)
            .With(BackupDataModel.MissingClusters, Shown.List(found.MissingClusters))
            .With(BackupDataModel.InProgressId, Value.OfNullable(found.InProgress?.Id.ToString()))
            .With(BackupDataModel.Backups, Shown.Map<BackupElementModel, BackupRecord>(
                found.Run?.Backups.AsEnumerable() ?? [], BackupElementModel.From))
            .With(ScopeAttributes.SkippedClusters, Scope.Reasons(found.Faults));
    }
}

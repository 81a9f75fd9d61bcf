using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>The data source <c>workspace_backups</c>: all backups of the workspace.</summary>
internal sealed class BackupsDataSource : DataSource<BackupsDataModel>
{
    public override Schema Schema { get; } = new(BackupsDataModel.Attributes)
    {
        Description = "The workspace's backups on all its clusters, newest first. Backups that Velero synced in from "
            + "the bucket of another cluster are not this one's and are left out.",
    };

    public override async Task<BackupsDataModel?> ReadAsync(
        DataSourceContext<BackupsDataModel> context, CancellationToken cancellationToken)
    {
        var config = context.Config;
        if (Scope.Of(context, config.Get(ScopeAttributes.Clusters)) is not { } scope)
        {
            return null;
        }

        var backups = context.ProviderData<ConfiguredWorkspace>().Backups;
        var listing = await backups.ListAsync(
            new()
            {
                Workspace = scope.Workspace,
                Clusters = scope.Clusters,
                WorkspaceClusters = scope.All,
                Prefix = config.Get(BackupsDataModel.Prefix).OrNull(),
                Phases = config.Get(BackupsDataModel.Phases).OrNull(),
                NewerThan = await NewerThanAsync(config.Get(BackupsDataModel.NewerThan).OrNull()),
                Limit = (int?)config.Get(BackupsDataModel.Limit).OrNull(),
            },
            cancellationToken);
        Scope.Report(context.Diagnostics, listing.Faults.Values, config.Get(ScopeAttributes.UnhealthyClusters));
        return context.Diagnostics.HasErrors ? null : config
            .With(BackupsDataModel.Backups, Shown.List(listing.Backups.Select(ListedBackupModel.From)))
            .With(ScopeAttributes.SkippedClusters, Scope.Reasons(listing.Faults));

        // An age is counted back from now, and this machine's clock may stand still.
        async Task<DateTimeOffset?> NewerThanAsync(string? text) =>
            text is null ? null
            : Rfc3339.TryParse(text, out var at) ? at
            : GoDuration.TryParseWithDays(text, out var age, out _)
                ? (await backups.ClocksAsync(scope.Clusters, cancellationToken)).Now - age.ToTimeSpan()
            : null;
    }

}

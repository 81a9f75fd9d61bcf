using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Reporting;
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
            + "the bucket of another cluster are not this one's and are left out, unless `made_by` asks for them.",
        ConfigValidators = [new PrefixOrAnyone()],
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
                MadeByAnyone = config.Get(BackupsDataModel.MadeBy).OrNull() == BackupsDataModel.Anyone,
                Prefix = config.Get(BackupsDataModel.Prefix).OrNull(),
                Phases = config.Get(BackupsDataModel.Phases).OrNull(),
                NewerThan = await NewerThanAsync(config.Get(BackupsDataModel.NewerThan).OrNull()),
                Limit = (int?)config.Get(BackupsDataModel.Limit).OrNull(),
            },
            cancellationToken);
        Scope.Report(context.Diagnostics, listing.Faults.Values, config.Get(ScopeAttributes.UnhealthyClusters));
        if (listing.LeftOut.Count > 0)
        {
            context.Diagnostics.AddWarning("Backups Left Out", BackupsLeftOut.Detail(listing.LeftOut), BackupsDataModel.Backups);
        }

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

    /// <summary>A prefix is the workspace's.</summary>
    private sealed class PrefixOrAnyone : IConfigValidator
    {
        public void Validate(ModelReader config, Diagnostics diagnostics)
        {
            if (config.Get(BackupsDataModel.MadeBy) is { IsKnown: true, Known: BackupsDataModel.Anyone }
                && config.Get(BackupsDataModel.Prefix).IsKnown)
            {
                diagnostics.AddError("Invalid Attribute Combination",
                    "prefix chooses among the workspace's backups, and made_by = \"anyone\" asks for all that there are.\n\n"
                    + "Leave one of the two out. The schedule of each backup is in backups[*].schedule.",
                    BackupsDataModel.Prefix);
            }
        }
    }
}

using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Data;
using TerraformProviderWorkspaceBackup.Functions;
using TerraformProviderWorkspaceBackup.Locations;
using TerraformProviderWorkspaceBackup.Operations;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Schedules;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.History;
using WorkspaceBackup.Velero.Inspection;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Locations;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Protection;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup;

/// <summary>The provider: one configuration is one workspace.</summary>
/// <param name="version">The provider's own version, for the user agent.</param>
/// <param name="time">The clock.</param>
/// <param name="progress">Told how waiting for Velero goes.</param>
/// <param name="runs">Told how backups and restores go on while they are waited for.</param>
internal sealed class WorkspaceProvider(
    string version, TimeProvider time, IProgress<WaitProgress>? progress = null, IProgress<OperationState>? runs = null)
    : IProvider
{
    /// <summary>Puts something around a cluster's HTTP handler, given its name; for tests.</summary>
    public Func<string, HttpMessageHandler, HttpMessageHandler> Around { get; init; } = static (_, handler) => handler;

    public Schema Schema { get; } = new(ProviderModel.Attributes)
    {
        ConfigValidators =
        [
            new ConnectionRules(),
            ConfigValidators.Conflicting(ProviderModel.Namespaces, ProviderModel.NamespaceSelectorAttribute),
        ],
        Description = "Backs up and restores namespaces across clusters through Velero.",
    };

    public string IssuesUrl => ProductInfo.IssuesUrl;

    public string? AddressOf(Diagnostic diagnostic) => MessageAddress.Of(diagnostic.Summary);

    public IReadOnlyDictionary<string, Func<Resource>> Resources { get; } = new Dictionary<string, Func<Resource>>
    {
        ["workspace_backup"] = () => new BackupResource(time),
        ["workspace_backup_location"] = static () => new LocationResource(),
        ["workspace_backup_schedule"] = () => new ScheduleResource(time),
        ["workspace_restore"] = static () => new RestoreResource(),
    };

    public IReadOnlyDictionary<string, Func<DataSource>> DataSources { get; } = new Dictionary<string, Func<DataSource>>
    {
        ["workspace_backup"] = static () => new BackupDataSource(),
        ["workspace_backups"] = static () => new BackupsDataSource(),
        ["workspace_clusters"] = static () => new ClustersDataSource(),
        ["workspace_protection"] = () => new ProtectionDataSource(time),
    };

    public IReadOnlyDictionary<string, Func<Function>> Functions { get; } = new Dictionary<string, Func<Function>>
    {
        ["cron_next"] = static () => new CronNextFunction(),
        ["cron_interval"] = static () => new CronIntervalFunction(),
        ["duration"] = static () => new DurationFunction(),
        ["duration_seconds"] = static () => new DurationSecondsFunction(),
        ["protection_report"] = static () => new ProtectionReportFunction(),
        ["stagger"] = static () => new StaggerFunction(),
    };

    public Task<object> ConfigureAsync(ConfigureContext context, CancellationToken cancellationToken)
    {
        var model = ProviderModel.Of(context.Config.Value);
        var workspaceName = model.Get(ProviderModel.Name);
        var clusterMap = model.Get(ProviderModel.Clusters);
        var known = new List<ClusterSettings>();
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        var veleroNamespace = model.Get(ProviderModel.VeleroNamespace) switch
        {
            { IsNull: true } => "velero",
            { IsUnknown: true } => null,
            { Known: var name } => name,
        };
        foreach (var (name, cluster) in clusterMap.TryGetKnown(out var map)
            ? map
            : new Dictionary<string, Value<ClusterModel>>())
        {
            if (!cluster.TryGetKnown(out var settings) || settings.IsConnectionUnknown
                || (settings.Get(ClusterModel.VeleroNamespace).IsNull && veleroNamespace is null))
            {
                unknown.Add(name);
            }
            else
            {
                known.Add(settings.ToSettings(name, veleroNamespace ?? ""));
            }
        }

        var clusters = ClusterSet.Open(new()
        {
            Clusters = known,
            HasOthers = unknown.Count > 0,
            ProviderVersion = version,
            Around = Around,
            RequestTimeout = TimeLimit.Of(model.Get(ProviderModel.RequestTimeout), TimeSpan.FromSeconds(10)),
            Parallelism = model.Get(ProviderModel.Parallelism).TryGetKnown(out var parallelism) ? (int)parallelism : 32,
        }, ProcessEnvironment.Current, time);

        var servers = new VeleroServers(time);
        var reviews = new AccessReviews();
        var files = new BackupFiles(time, ProcessEnvironment.Current);
        var restores = new RestoreOperations(time, servers, reviews, files);
        return Task.FromResult<object>(new ConfiguredWorkspace
        {
            Connections = clusters,
            Name = workspaceName.IsNull ? "default" : workspaceName,
            Namespaces = model.Get(ProviderModel.Namespaces),
            NamespaceSelector = NamespaceSelector.ValueOf(model.Raw(ProviderModel.NamespaceSelectorAttribute)),
            Clusters = clusters.Clusters.ToDictionary(static c => c.Name, StringComparer.Ordinal),
            UnknownClusters = unknown,
            AreClustersUnknown = clusterMap.IsUnknown,
            Schedules = new Reconciler<ScheduleDeclaration, ScheduleElement>(ScheduleKind.Instance, time, servers, progress),
            Locations = new Reconciler<LocationDeclaration, LocationElement>(LocationKind.Instance, time, servers, progress),
            Backups = new BackupService(time),
            RunReviews = new RunReviews(files),
            ScheduleVersions = new ScheduleVersions(time, servers),
            Inspection = new InspectionService(servers, reviews),
            Protection = new ProtectionService(servers, files),
            BackupOperations = new BackupOperations(time, servers, reviews, files),
            RestoreOperations = restores,
            Restores = new RestoreService(time, restores, files),
            Progress = state => runs?.Report(state),
        });
    }
}

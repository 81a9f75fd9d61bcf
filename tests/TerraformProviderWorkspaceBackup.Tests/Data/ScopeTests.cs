using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Data;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.History;
using WorkspaceBackup.Velero.Inspection;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Locations;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;
using Severity = TerraformPlugin.Framework.Severity;

namespace TerraformProviderWorkspaceBackup.Tests.Data;

public sealed class ScopeTests : IDisposable
{
    private readonly ClusterSet _clusters = ClusterSet.Open(
        new()
        {
            Clusters = [new() { Name = "us" }, new() { Name = "eu" }, new() { Name = "old", Detached = true }],
            ProviderVersion = "test",
        },
        ProcessEnvironment.Current,
        TimeProvider.System);

    private static readonly VeleroServers s_servers = new(TimeProvider.System);

    private static readonly BackupFiles s_files = new(TimeProvider.System, ProcessEnvironment.Current);

    private static readonly RestoreOperations s_restores = new(TimeProvider.System, s_servers, new AccessReviews(), s_files);

    private readonly ConfiguredWorkspace _workspace;

    public ScopeTests() => _workspace = new()
    {
        Name = "payments",
        Namespaces = Value<IReadOnlySet<string>>.Null,
        Clusters = _clusters.Clusters.ToDictionary(static c => c.Name),
        UnknownClusters = new HashSet<string>(),
        AreClustersUnknown = false,
        Locations = new Reconciler<LocationDeclaration, LocationElement>(
            LocationKind.Instance, TimeProvider.System, s_servers),
        Schedules = new Reconciler<ScheduleDeclaration, ScheduleElement>(
            ScheduleKind.Instance, TimeProvider.System, s_servers),
        ScheduleVersions = new ScheduleVersions(TimeProvider.System, s_servers),
        BackupOperations = new BackupOperations(TimeProvider.System, s_servers, new AccessReviews(), s_files),
        RestoreOperations = s_restores,
        Restores = new RestoreService(TimeProvider.System, s_restores, s_files),
        Progress = static _ => { },
        Backups = new BackupService(TimeProvider.System),
        RunReviews = new RunReviews(s_files),
        Inspection = new InspectionService(s_servers, new AccessReviews()),
        Protection = new WorkspaceBackup.Velero.Protection.ProtectionService(s_servers, s_files),
    };

    public void Dispose() => _clusters.Dispose();

    [Fact]
    public void Without_a_choice_it_is_every_attached_cluster()
    {
        var scope = Scope.Of(Context(_workspace), Value<IReadOnlySet<string>>.Null)!;

        Assert.Equal("payments", scope.Workspace);
        Assert.Equal(["eu", "us"], scope.Clusters.Select(static c => c.Name));
        Assert.Equal(["eu", "old", "us"], scope.All);
    }

    [Fact]
    public void A_choice_narrows_it_and_still_tells_all_names()
    {
        var scope = Scope.Of(Context(_workspace), Chosen("us"))!;

        Assert.Equal(["us"], scope.Clusters.Select(static c => c.Name));
        Assert.Equal(["eu", "old", "us"], scope.All);
    }

    [Fact]
    public void A_cluster_that_the_provider_does_not_have_is_an_error_at_the_attribute()
    {
        var context = Context(_workspace);

        Assert.Null(Scope.Of(context, Chosen("us", "asia")));

        var error = Assert.Single(context.Diagnostics);
        Assert.Contains("\"asia\"", error.Detail);
        Assert.Equal("clusters", error.Path!.ToString());
    }

    [Fact]
    public void Detached_clusters_alone_are_an_error()
    {
        var context = Context(_workspace);

        Assert.Null(Scope.Of(context, Chosen("old")));

        Assert.Equal("No Cluster Left", Assert.Single(context.Diagnostics).Summary);
    }

    [Fact]
    public void With_an_unknown_configuration_the_read_is_put_off_where_that_is_allowed()
    {
        foreach (var unknown in Unknown())
        {
            var context = Context(unknown, deferralAllowed: true);

            Assert.Null(Scope.Of(context, Value<IReadOnlySet<string>>.Null));

            Assert.Empty(context.Diagnostics);
            Assert.Equal(DeferralReason.ProviderConfigUnknown, context.Deferred);
        }
    }

    [Fact]
    public void With_an_unknown_configuration_it_is_an_error_that_tells_of_depends_on_elsewhere()
    {
        foreach (var unknown in Unknown())
        {
            var context = Context(unknown);

            Assert.Null(Scope.Of(context, Value<IReadOnlySet<string>>.Null));

            Assert.Contains("depends_on", Assert.Single(context.Diagnostics).Detail);
        }
    }

    [Fact]
    public void A_cluster_that_is_not_asked_for_may_be_unknown()
    {
        var workspace = _workspace with { UnknownClusters = new HashSet<string> { "new" } };

        Assert.NotNull(Scope.Of(Context(workspace), Chosen("eu")));
    }

    [Theory]
    [InlineData(null, FaultKind.TimedOut, Severity.Warning)]
    [InlineData("skip", FaultKind.TimedOut, Severity.Warning)]
    [InlineData("fail", FaultKind.TimedOut, Severity.Error)]
    [InlineData(null, FaultKind.Forbidden, Severity.Error)]
    [InlineData("skip", FaultKind.TlsUntrusted, Severity.Error)]
    public void An_unhealthy_cluster_is_a_warning_unless_asked_for_and_a_misconfigured_one_an_error(
        string? unhealthyClusters, FaultKind kind, Severity severity)
    {
        var diagnostics = new Diagnostics();

        Scope.Report(diagnostics, [new Fault(kind, "eu", "the cause")], Value.OfNullable(unhealthyClusters));

        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(severity, diagnostic.Severity);
        Assert.Contains("\"eu\"", diagnostic.Detail);
    }

    private IEnumerable<ConfiguredWorkspace> Unknown() =>
    [
        _workspace with { AreClustersUnknown = true },
        _workspace with { Name = Value<string>.Unknown },
        _workspace with { UnknownClusters = new HashSet<string> { "new" } },
    ];

    private static Value<IReadOnlySet<string>> Chosen(params string[] clusters) =>
        Value.Of<IReadOnlySet<string>>(clusters.ToHashSet());

    private static DeferrableContext Context(ConfiguredWorkspace workspace, bool deferralAllowed = false) => new()
    {
        Data = workspace,
        ClientCapabilities = new(DeferralAllowed: deferralAllowed),
    };
}

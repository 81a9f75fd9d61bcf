using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;

namespace WorkspaceBackup.Velero.Tests.Reconciling;

public sealed class ReconcilePlanTests
{
    private static readonly ScheduleDeclaration s_declaration = new()
    {
        Workspace = "payments",
        Prefix = "daily",
        Schedule = "0 2 * * *",
        Content = BackupContent.Empty with { StorageLocation = "default", Ttl = "720h0m0s" },
        Clusters = ["eu", "us"],
    };

    private static readonly Dictionary<string, string> s_namespaces = new() { ["eu"] = "velero", ["us"] = "velero" };

    private readonly Dictionary<string, RecordedHealth> _health = new()
    {
        ["eu"] = new("uid-eu", null),
        ["us"] = new("uid-us", null),
    };

    [Fact]
    public void Nothing_is_planned_where_every_cluster_is_as_declared()
    {
        var plan = Plan(Prior(("eu", Declared("eu")), ("us", Declared("us"))))!;

        Assert.Empty(plan.Write);
        Assert.Empty(plan.Skipped);
        Assert.Equal(Declared("eu"), plan.Elements["eu"]);
    }

    [Fact]
    public void A_drifted_cluster_alone_is_written_on()
    {
        var plan = Plan(Prior(("eu", Declared("eu") with { Schedule = "0 3 * * *" }), ("us", Declared("us"))))!;

        Assert.Equal(["eu"], plan.Write);
        Assert.Equal("0 2 * * *", plan.Elements["eu"].Schedule);
    }

    [Fact]
    public void A_cluster_without_its_schedule_is_written_on()
    {
        var plan = Plan(Prior(("eu", Declared("eu"))))!;

        Assert.Equal(["us"], plan.Write);
        Assert.Equal("daily-us", plan.Elements["us"].Name);
    }

    [Fact]
    public void A_cluster_that_left_is_not_planned()
    {
        var plan = Plan(Prior(("eu", Declared("eu")), ("us", Declared("us"))), ["eu"])!;

        Assert.Equal(["eu"], plan.Elements.Keys);
    }

    [Fact]
    public void An_unhealthy_cluster_that_is_as_declared_is_no_change()
    {
        _health["us"] = new("uid-us", FaultKind.TimedOut);

        var plan = Plan(Prior(("eu", Declared("eu")), ("us", Declared("us"))))!;

        Assert.Empty(plan.Skipped);
        Assert.Empty(plan.Write);
        Assert.Equal(Declared("us"), plan.Elements["us"]);
    }

    [Fact]
    public void An_unhealthy_cluster_that_is_behind_stays_as_it_was_and_is_named_as_skipped()
    {
        _health["us"] = new("uid-us", FaultKind.TimedOut);
        var old = Declared("us") with { Schedule = "0 1 * * *" };

        var plan = Plan(Prior(("eu", Declared("eu")), ("us", old)))!;

        Assert.Equal(old, plan.Elements["us"]);
        Assert.Equal(FaultReason.Of(FaultKind.TimedOut), plan.Skipped["us"]);
        Assert.Empty(plan.Write);
    }

    [Fact]
    public void The_reason_given_first_stays_while_a_cluster_is_down()
    {
        _health["us"] = new(null, FaultKind.TimedOut);
        var plan = Plan(Prior(("eu", Declared("eu"))), skipped: new() { ["us"] = "the connection was refused" })!;

        Assert.Equal("the connection was refused", plan.Skipped["us"]);
    }

    [Fact]
    public void A_cluster_without_a_record_makes_the_whole_unknown()
    {
        _health.Remove("us");

        Assert.Null(Plan(Prior(("eu", Declared("eu")))));
    }

    [Fact]
    public void A_rebuilt_cluster_is_planned_as_a_change_of_its_uid()
    {
        _health["us"] = new("uid-new", null);

        var plan = Plan(Prior(("eu", Declared("eu")), ("us", Declared("us"))))!;

        Assert.Equal("uid-new", plan.Elements["us"].ClusterUid);
        Assert.Equal(["us"], plan.Write);
    }

    [Fact]
    public void Another_velero_namespace_is_planned_as_a_change_of_it()
    {
        var prior = Prior(("eu", Declared("eu") with { VeleroNamespace = "openshift-adp" }), ("us", Declared("us")));

        var plan = Plan(prior)!;

        Assert.Equal("velero", plan.Elements["eu"].VeleroNamespace);
        Assert.Equal(["eu"], plan.Write);
    }

    [Fact]
    public void A_cluster_without_a_known_connection_makes_the_whole_unknown() => Assert.Null(Plan(
        Prior(("eu", Declared("eu")), ("us", Declared("us"))), namespaces: new() { ["eu"] = "velero" }));

    [Fact]
    public void An_adopted_schedule_keeps_its_name()
    {
        var plan = Plan(Prior(("eu", Declared("eu") with { Name = "velero-nightly" }), ("us", Declared("us"))))!;

        Assert.Equal("velero-nightly", plan.Elements["eu"].Name);
        Assert.Empty(plan.Write);
    }

    [Fact]
    public void Planning_twice_gives_the_same_plan()
    {
        _health["us"] = new(null, FaultKind.ConnectionRefused);
        var prior = Prior(("eu", Declared("eu") with { Paused = true }));

        var (first, second) = (Plan(prior)!, Plan(prior)!);

        Assert.Equal(first.Elements, second.Elements);
        Assert.Equal(first.Skipped, second.Skipped);
        Assert.Equal(first.Write, second.Write);
    }

    [Fact]
    public void A_uid_is_unknown_where_the_object_is_not_there_yet_and_kept_where_it_is()
    {
        _health["us"] = new("uid-new", null);

        var plan = Plan(Prior(("eu", Declared("eu") with { Paused = true }), ("us", Declared("us"))))!;

        Assert.Equal("object-eu", plan.Elements["eu"].Uid);
        Assert.Equal(["us"], plan.Made);
    }

    [Fact]
    public void Labels_of_ours_that_somebody_removed_are_planned_again()
    {
        var plan = Plan(Prior(("eu", Declared("eu") with { Owner = "" }), ("us", Declared("us"))))!;

        Assert.Equal("payments/daily/eu", plan.Elements["eu"].Owner);
        Assert.Equal(["eu"], plan.Write);
    }

    [Fact]
    public void What_was_imported_is_tagged_by_the_next_write_and_not_for_that_alone()
    {
        var foreign = Declared("eu") with { Owner = "", RunClusters = "" };

        Assert.Empty(Plan(Prior(("eu", foreign), ("us", Declared("us"))), isTagged: false)!.Write);
        Assert.Equal(
            ["eu", "us"],
            Plan(Prior(("eu", foreign), ("us", Declared("us") with { Paused = true })), isTagged: false)!.Write);
    }

    private static ScheduleElement Declared(string cluster) => ScheduleKind.Instance.Declare(
        s_declaration, cluster, "velero", $"uid-{cluster}") with
    { Uid = $"object-{cluster}" };

    private static Dictionary<string, ScheduleElement> Prior(
        params IEnumerable<(string Cluster, ScheduleElement Element)> elements) =>
        elements.ToDictionary(static e => e.Cluster, static e => e.Element);

    private ReconcilePlan<ScheduleElement>? Plan(
        Dictionary<string, ScheduleElement> prior,
        StringSet? targets = null,
        Dictionary<string, string>? namespaces = null,
        Dictionary<string, string>? skipped = null,
        bool isTagged = true) => ReconcilePlan<ScheduleElement>.Of(
        ScheduleKind.Instance,
        s_declaration,
        targets ?? ["eu", "us"],
        namespaces ?? s_namespaces,
        prior,
        skipped ?? [],
        _health,
        new Dictionary<string, KnownObject>(),
        isTagged);
}

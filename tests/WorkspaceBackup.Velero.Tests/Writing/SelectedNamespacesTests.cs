using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Tests.Schedules;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Tests.Writing;

public sealed class SelectedNamespacesTests
{
    private readonly FakeCluster _eu = new("eu");

    public SelectedNamespacesTests()
    {
        Add("shop", """ "team": "payments", "tier": "web" """);
        Add("till", """ "team": "payments", "tier": "db" """);
        Add("blog", """ "team": "press" """);
        Add("bare", "");
    }

    [Theory]
    [InlineData("team", "In", "payments", "shop,till")]
    [InlineData("tier", "In", "db,web", "shop,till")]
    [InlineData("tier", "NotIn", "db", "app,bare,blog,kube-system,shop,velero")]
    [InlineData("team", "Exists", "", "blog,shop,till")]
    [InlineData("team", "DoesNotExist", "", "app,bare,kube-system,velero")]
    [InlineData("team", "In", "nobody", "")]
    public async Task Requirements_hold_as_in_Kubernetes(string key, string @operator, string values, string expected)
    {
        var selector = new LabelSelector
        {
            MatchExpressions = [new(key, @operator, StringSet.From(values.Split(',', StringSplitOptions.RemoveEmptyEntries)))],
        };

        Assert.Equal(expected, string.Join(',', await FindAsync(selector)));
    }

    [Fact]
    public async Task Labels_and_requirements_must_all_hold()
    {
        var selector = Team with { MatchExpressions = [new("tier", "NotIn", ["db"])] };

        Assert.Equal(["shop"], await FindAsync(selector));
        Assert.Equal("team=payments,tier notin (db)", selector.ToString());
    }

    /// <summary>One of them in a list, and Velero refuses the backup of all the others.</summary>
    [Fact]
    public async Task A_namespace_that_is_labelled_out_of_backups_is_never_among_them()
    {
        Add("till", """ "team": "payments", "velero.io/exclude-from-backup": "true" """);

        Assert.Equal(["shop"], await FindAsync(Team));
    }

    [Fact]
    public async Task Nor_is_one_that_is_being_deleted()
    {
        _eu.Add(new ApiPath("v1", "namespaces", Name: "till"), """
            { "metadata": { "labels": { "team": "payments" }, "deletionTimestamp": "2026-01-01T00:00:00Z" } }
            """);

        Assert.Equal(["shop"], await FindAsync(Team));
    }

    [Fact]
    public async Task An_identity_that_may_not_list_them_is_told_the_rule()
    {
        _eu.Fails = static request => request.Path.Resource == "namespaces" ? FaultKind.Forbidden : null;

        var fault = Assert.Single((await SelectedNamespaces.AskAsync(Team, [_eu.Cluster], CancellationToken.None)).Faults).Value;

        Assert.Equal((FaultKind.Forbidden, "eu", "namespaceSelector"), (fault.Kind, fault.Cluster, fault.Field));
        Assert.Contains(
            "rules: [{apiGroups: [\"\"], resources: [namespaces], verbs: [list]}]", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_selectors_cost_one_list()
    {
        await FindAsync(Team);
        await FindAsync(new() { MatchLabels = new StringMap([new("team", "press")]) });

        Assert.Single(_eu.Requests, static request => request is { Verb: "LIST", Path.Resource: "namespaces" });
    }

    private static LabelSelector Team => new() { MatchLabels = new StringMap([new("team", "payments")]) };

    private async Task<StringSet> FindAsync(LabelSelector selector)
    {
        var found = await SelectedNamespaces.AskAsync(selector, [_eu.Cluster], CancellationToken.None).WaitAsync(Given.Limit);
        Assert.Empty(found.Faults);
        return found.Matches["eu"];
    }

    private void Add(string name, string labels) =>
        _eu.Add(new ApiPath("v1", "namespaces", Name: name), $$""" { "metadata": { "labels": { {{labels}} } } } """);
}

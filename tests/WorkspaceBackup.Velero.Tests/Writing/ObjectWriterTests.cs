using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Tests.Schedules;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Tests.Writing;

/// <summary>Dry runs, and clusters whose Velero knows less.</summary>
public sealed class ObjectWriterTests
{
    private static readonly string[] s_before110 =
    [
        "spec.paused", "spec.skipImmediately", "spec.template.defaultVolumesToFsBackup", "spec.template.resourcePolicy",
        "spec.template.itemOperationTimeout", "spec.template.snapshotMoveData", "spec.template.uploaderConfig",
    ];

    private readonly FakeCluster _eu = new("eu");
    private readonly FakeCluster _us = new("us");

    [Fact]
    public async Task A_dry_run_stores_nothing()
    {
        var findings = await Given.DryRunAsync(Given.Request(_eu, _us));

        Assert.Empty(findings);
        Assert.Empty(_eu.StoringRequests);
        Assert.Null(_eu.Schedule("daily-eu"));
    }

    [Fact]
    public async Task Every_refusal_is_found_and_not_only_the_first()
    {
        _eu.Fails = request => request.DryRun ? FaultKind.Invalid : null;
        _us.Fails = request => request.DryRun ? FaultKind.WriteRefused : null;

        var findings = await Given.DryRunAsync(Given.Request(_eu, _us));

        Assert.All(findings, finding => Assert.True(finding.IsError));
        Assert.Equal(["eu", "us"], findings.Select(finding => finding.Cluster).Order());
    }

    [Fact]
    public async Task An_object_of_ours_is_no_finding_at_plan_because_a_replacement_plans_its_create_before_the_delete()
    {
        var created = await Given.CreatedAsync(_eu);
        var request = Given.Request(_eu) with { Token = null, Own = new HashSet<string> { created.Known["eu"].Uid! } };
        request = request with { Declaration = request.Declaration with { Schedule = "0 5 * * *" } };

        Assert.Empty(await Given.DryRunAsync(request));
        Assert.NotEmpty(await Given.DryRunAsync(request with { Own = new HashSet<string>() }));
    }

    [Theory]
    [InlineData("at plan the identity may be a read-only one", true)]
    [InlineData("at apply it has to write", false)]
    public async Task A_forbidden_write_warns_only_at_plan(string why, bool planning)
    {
        _eu.Fails = request => request.IsWrite ? FaultKind.Forbidden : null;

        var findings = planning
            ? await Given.DryRunAsync(Given.Request(_eu))
            : (await Given.CreateAsync(Given.Request(_eu))).Findings;

        Assert.True(planning != Assert.Single(findings).IsError, why);
    }

    [Fact]
    public async Task A_webhook_that_refuses_dry_runs_is_a_warning_and_the_write_goes_on()
    {
        _eu.Words = "admission webhook \"w.example.com\" does not support dry run";
        _eu.Fails = request => request.DryRun ? FaultKind.WriteRefused : null;

        var result = await Given.CreateAsync(Given.Request(_eu));

        Assert.Equal((FindingKind.CannotCheck, false), (Assert.Single(result.Findings).Kind, result.HasErrors));
        Assert.NotNull(_eu.Schedule("daily-eu"));
    }

    [Theory]
    [InlineData("Skip", false)]
    [InlineData("Fail", true)]
    public async Task A_cluster_that_is_down_at_plan_is_as_the_policy_says(string policy, bool isError)
    {
        _eu.Fails = _ => FaultKind.TimedOut;

        var finding = Assert.Single(await Given.DryRunAsync(
            Given.Request(_eu) with { Unhealthy = Enum.Parse<UnhealthyPolicy>(policy) }));

        Assert.Equal((isError, FaultKind.TimedOut), (finding.IsError, finding.Fault!.Kind));
    }

    [Fact]
    public async Task A_planned_removal_is_tried_too()
    {
        var request = await Given.CreatedAsync(_eu, _us);
        _us.Fails = sent => sent.Verb == "DELETE" ? FaultKind.Forbidden : null;

        var finding = Assert.Single(
            await Given.DryRunAsync(request with { Write = [_eu.Cluster], Remove = [_us.Cluster] }));

        Assert.Equal(("us", FindingKind.CannotCheck), (finding.Cluster, finding.Kind));
        Assert.Empty(_us.StoringRequests);
    }

    public static TheoryData<string, string, string, bool> DeclaredFields()
    {
        var data = new TheoryData<string, string, string, bool>();
        foreach (var isStrict in new[] { false, true })
        {
            data.Add("paused, without which the schedule would run", "spec.paused", "1.10", isStrict);
            data.Add("a resource policy", "spec.template.resourcePolicy", "1.11", isStrict);
            data.Add("a time limit", "spec.template.itemOperationTimeout", "1.11", isStrict);
            data.Add("data movement", "spec.template.snapshotMoveData", "1.12", isStrict);
            data.Add("a field whose parent is unknown", "spec.template.uploaderConfig", "1.13", isStrict);
            data.Add("file-system backup declared by the user", "spec.template.defaultVolumesToFsBackup", "1.10",
                isStrict);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(DeclaredFields))]
    public async Task A_declared_field_that_the_cluster_would_drop_is_an_error(
        string what, string field, string since, bool isStrict)
    {
        _us.Unknown.Add(field);
        _us.IsStrict = isStrict;
        foreach (var cluster in new[] { _eu, _us })
        {
            cluster.AddNodeAgent(ready: 1);
            cluster.Add(new("v1", "configmaps", "velero", "rules"), """{"data": {"rules.yaml": "version: v1"}}""");
        }

        var request = Given.Request(_eu, _us);
        request = request with
        {
            Declaration = request.Declaration with
            {
                Paused = true,
                Content = request.Declaration.Content with
                {
                    ResourcePolicy = new ResourcePolicy("configmap", "rules"),
                    ItemOperationTimeout = "1h",
                    SnapshotMoveData = true,
                    ParallelFilesUpload = 3,
                    DefaultVolumesToFsBackup = true,
                },
            },
        };

        var atPlan = await Given.DryRunAsync(request);
        var atApply = (await Given.CreateAsync(request)).Findings;
        foreach (var findings in new[] { atPlan, atApply })
        {
            var error = Assert.Single(findings);
            Assert.True(FaultKind.FieldDropped == error.Fault?.Kind, what);
            Assert.Equal("us", error.Cluster);
            Assert.StartsWith(field, error.Field);
            Assert.Contains($"Velero {since}", error.Detail);
        }

        Assert.Empty(_eu.StoringRequests);
    }

    [Theory]
    [InlineData("dropped without a word before Kubernetes 1.25", false)]
    [InlineData("refused since", true)]
    public async Task A_field_that_only_the_provider_adds_is_left_out(string how, bool isStrict)
    {
        _eu.IsStrict = isStrict;
        _eu.Unknown.UnionWith(s_before110);
        var request = Given.Request(_eu);
        request = request with
        {
            Declaration = request.Declaration with
            {
                Content = request.Declaration.Content with { SnapshotVolumes = false },
            },
        };

        var result = await Given.CreateAsync(request);

        Assert.True(!result.HasErrors, how);
        Assert.Equal(
            ["spec.skipImmediately", "spec.template.defaultVolumesToFsBackup"],
            result.Findings.Select(finding => finding.Field).Order(StringComparer.Ordinal));
        Assert.All(result.Findings, finding => Assert.Equal(FindingKind.FieldLeftOut, finding.Kind));
        var sent = Assert.Single(_eu.StoringRequests).Body!;
        Assert.Null(sent["spec"]!["skipImmediately"]);
        Assert.Null(sent["spec"]!["template"]!["defaultVolumesToFsBackup"]);
    }

    [Fact]
    public async Task A_field_that_was_left_out_reads_as_declared_so_that_the_next_plan_is_empty()
    {
        _eu.Unknown.UnionWith(s_before110);
        var declaration = Given.Declaration with
        {
            Content = Given.Declaration.Content with { SnapshotVolumes = false },
        };
        await Given.CreateAsync(Given.Request(_eu) with { Declaration = declaration });

        var found = Assert.IsType<Observation<ScheduleElement>.Found>(await Given.ObserveAsync(_eu, "daily-eu"));

        Assert.Equal(ScheduleKind.Instance.Declare(declaration, "eu", "velero", "uid-of-eu"), found.Object.Element with { Uid = null });
    }

    [Fact]
    public async Task The_note_about_a_field_left_out_goes_when_Velero_knows_the_field()
    {
        _eu.Unknown.UnionWith(s_before110);
        var request = Given.Request(_eu);
        request = request with
        {
            Declaration = request.Declaration with
            {
                Content = request.Declaration.Content with { SnapshotVolumes = false },
            },
        };
        request = request with { Known = Given.Known(await Given.CreateAsync(request)) };
        _eu.Unknown.Clear();

        await Given.UpdateAsync(request);

        var schedule = _eu.Schedule("daily-eu")!;
        Assert.False((bool)schedule["spec"]!["template"]!["defaultVolumesToFsBackup"]!);
        Assert.Null(schedule["metadata"]!["annotations"]!["workspace-backup.io/left-out"]);
    }

    [Theory]
    [InlineData("a changed value")]
    [InlineData("an added field")]
    public async Task What_a_webhook_changes_is_an_error_because_it_would_drift_for_ever(string what)
    {
        _eu.Mutates = schedule =>
        {
            var template = (JsonObject)schedule["spec"]!["template"]!;
            template[what == "a changed value" ? "ttl" : "csiSnapshotTimeout"] = "1h0m0s";
        };

        var error = Assert.Single(await Given.DryRunAsync(Given.Request(_eu)));

        Assert.Equal(FaultKind.UnexpectedAnswer, error.Fault!.Kind);
        Assert.Contains("\"1h0m0s\"", error.Detail);
    }
}

using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Connections;

/// <summary>
/// One cluster of three is misconfigured: one error names it and what to do, at plan already, and nothing is written on
/// the others.
/// </summary>
public sealed class RefusedTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    /// <summary>Name of the case, c2's connection in it, and words that its error must contain.</summary>
    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["a kubeconfig that is not there"] = new(
            (_, terraform) => new() { ["config_path"] = terraform.In("missing"), ["config_context"] = "c2" },
            ["missing", "kubeconfig"]),
        ["a kubeconfig that is no YAML"] = new(
            (_, terraform) => new() { ["config_path"] = Written(terraform, "broken", "clusters: [}") },
            ["broken", "kubeconfig"]),
        ["a kubeconfig that is something else"] = new(
            (_, terraform) => new() { ["config_path"] = Written(terraform, "other", "just: a file\n") },
            ["other", "kubeconfig"]),
        ["a context that the kubeconfig does not have"] = new(
            (test, _) => new() { ["config_path"] = test.Clusters[1].KubeconfigPath, ["config_context"] = "nowhere" },
            ["nowhere", "context"]),
        ["a host that does not exist"] = new(
            // A name that no resolver accepts, so that the answer is the same with no name server at hand.
            (test, _) => With(test.Clusters[1].Connection(), "host", "https://-no-such-host-.invalid:6443"),
            ["-no-such-host-.invalid"]),
        ["another cluster's certificate authority"] = new(
            (test, _) => With(
                test.Clusters[1].Connection(), "cluster_ca_certificate", test.Clusters[0].CertificateAuthority),
            ["certificate"]),
        ["an expired certificate"] = new(
            (test, _) =>
            {
                var expired = test.Owned(new ExpiredServer());
                return new()
                {
                    ["host"] = expired.Address.ToString().TrimEnd('/'),
                    ["cluster_ca_certificate"] = expired.CertificateAuthority,
                    ["token"] = "unused",
                };
            },
            ["certificate", "expired"]),
        ["a certificate for another name"] = new(
            (test, _) => With(test.Clusters[1].Connection(), "tls_server_name", "elsewhere.example"),
            ["certificate", "name"]),
        ["a token that the cluster does not know"] = new(
            (test, _) => With(test.Clusters[1].Connection(), "token", "made-up"),
            ["401"]),
        ["a user without rights"] = new(
            (test, _) => test.Clusters[1].Connection(user: "nobody"),
            ["403", "nobody"]),
        ["a cluster without Velero"] = new(
            (test, _) => test.Bare.Connection(),
            ["Velero"]),
        ["a namespace that Velero is not in"] = new(
            (test, _) => With(test.Clusters[1].Connection(), "velero_namespace", "nowhere"),
            ["nowhere", "namespace"]),
    };

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task It_is_one_error_that_names_the_cluster_and_nothing_is_written(string name)
    {
        var (connection, words) = Cases[name];
        var terraform = Terraform("Schedules/daily.tf");
        terraform.SetVariables(Variables(Connections((Clusters[1], connection(this, terraform)))));

        foreach (var run in new[] { await terraform.FailingPlanAsync(), (await terraform.ApplyAsync()).Failed() })
        {
            var error = Assert.Single(run.Errors);
            Assert.All(["c2", .. words], word => Assert.Contains(word, $"{error}", StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(Clusters[1].Token(), run.Command.Output + run.Command.Error);
        }

        Assert.Null(await Clusters[0].ScheduleAsync(ScheduleOn(Clusters[0])));
        Assert.Null(await Clusters[2].ScheduleAsync(ScheduleOn(Clusters[2])));
    }

    [Fact]
    public async Task Two_misconfigured_clusters_are_two_errors()
    {
        var terraform = Terraform("Schedules/daily.tf", Connections(
            (Clusters[0], With(Clusters[0].Connection(), "token", "made-up")),
            (Clusters[2], Clusters[2].Connection(user: "nobody"))));

        var plan = await terraform.FailingPlanAsync();

        Assert.Equal(2, plan.Errors.Count);
        Assert.Contains(plan.Errors, error => $"{error}".Contains("c1"));
        Assert.Contains(plan.Errors, error => $"{error}".Contains("c3"));
    }

    [Fact]
    public async Task A_schedule_of_somebody_else_is_not_touched()
    {
        await Clusters[1].CreateScheduleAsync(ScheduleOn(Clusters[1]), Schedule.Daily());
        var before = await Clusters[1].ScheduleAsync(ScheduleOn(Clusters[1]));
        var terraform = Terraform("Schedules/daily.tf");

        var apply = (await terraform.ApplyAsync()).Failed();

        var error = $"{Assert.Single(apply.Errors)}";
        Assert.Contains(ScheduleOn(Clusters[1]), error);
        Assert.Contains("import", error);
        var after = await Clusters[1].ScheduleAsync(ScheduleOn(Clusters[1]));
        Assert.Equal((string?)before!["metadata"]!["uid"], (string?)after!["metadata"]!["uid"]);
        Assert.Null(after["metadata"]!["labels"]);
        Assert.Null(await Clusters[0].ScheduleAsync(ScheduleOn(Clusters[0])));
    }

    [Fact]
    public async Task A_user_who_may_only_read_can_plan_but_not_apply()
    {
        var terraform = Terraform("Schedules/daily.tf", Connections(
            [.. Clusters.Select(cluster => (cluster, cluster.Connection(user: "reader")))]));

        Assert.NotEmpty((await terraform.PlanAsync()).Warnings);
        var apply = (await terraform.ApplySavedPlanAsync()).Failed();

        AssertNamesEveryCluster("403", Assert.Single(apply.Errors));
    }

    [Fact]
    public async Task A_location_that_does_not_exist_is_one_error_that_names_each_cluster()
    {
        var terraform = Terraform("Connections/unknown_location.tf");

        var plan = await terraform.FailingPlanAsync();

        AssertNamesEveryCluster("offsite", Assert.Single(plan.Errors));
    }

    private void AssertNamesEveryCluster(string what, Diagnostic error)
    {
        Assert.Contains(what, error.Detail);
        Assert.All(Clusters, cluster => Assert.Contains($"\"{cluster.Name}\"", error.Detail));
    }

    private static JsonObject With(JsonObject connection, string attribute, string value)
    {
        connection[attribute] = value;
        return connection;
    }

    private static string Written(TerraformDirectory terraform, string name, string content)
    {
        File.WriteAllText(terraform.In(name), content);
        return terraform.In(name);
    }

    private sealed record Case(Func<RefusedTests, TerraformDirectory, JsonObject> Connection, string[] Words);
}

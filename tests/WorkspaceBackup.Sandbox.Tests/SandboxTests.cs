using VeleroSandbox.Json;

namespace VeleroSandbox.Tests;

public sealed class SandboxTests
{
    [Fact]
    public async Task Each_cluster_has_its_own_identity_and_objects()
    {
        await using var sandbox = Sandbox.Start(3);
        foreach (var cluster in sandbox.Clusters)
        {
            using var http = Http.Of(cluster);
            var system = await http.GetAsync("/api/v1/namespaces/kube-system");
            Assert.Equal(cluster.Uid, system.Text("metadata", "uid"));
        }

        Assert.Equal(3, sandbox.Clusters.Select(cluster => cluster.Uid).Distinct().Count());
        sandbox["c1"].Create("schedules", Some.Schedule("daily"));
        Assert.Single(sandbox["c1"].List("schedules"));
        Assert.Empty(sandbox["c2"].List("schedules"));
    }

    [Fact]
    public async Task Every_cluster_begins_with_the_namespaces_that_are_asked_for()
    {
        await using var sandbox = Sandbox.Start(2, new SandboxOptions { Namespaces = ["payments-api"] });
        foreach (var cluster in sandbox.Clusters)
        {
            using var http = Http.Of(cluster);
            var made = await http.GetAsync("/api/v1/namespaces/payments-api");
            Assert.Equal("payments-api", made.Text("metadata", "name"));
        }
    }

    [Fact]
    public async Task A_token_of_one_cluster_is_unknown_to_another()
    {
        await using var sandbox = Sandbox.Start(2);
        using var http = new Http(
            sandbox["c1"].Url, sandbox["c1"].Certificates.AuthorityPem, sandbox["c2"].AdminToken);
        Assert.Equal(401, (await http.ExchangeAsync("GET", Some.Schedules)).Status);
    }

    [Fact]
    public async Task A_cluster_that_is_down_refuses_and_comes_back_on_the_same_port()
    {
        await using var sandbox = Sandbox.Start();
        var cluster = sandbox["c1"];
        using var http = Http.Of(cluster);
        cluster.GoDown();
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(Some.Schedules));
        Assert.Equal(HttpRequestError.ConnectionError, error.HttpRequestError);
        cluster.ComeBack();
        Assert.Equal("ScheduleList", (await http.GetAsync(Some.Schedules)).Text("kind"));
    }

    [Fact]
    public async Task Every_write_is_in_the_request_log_with_its_verb_and_user_agent()
    {
        await using var sandbox = Sandbox.Start();
        using var http = Http.Of(sandbox["c1"]);
        await http.ExchangeAsync("POST", Some.Schedules + "?dryRun=All", Some.Schedule("daily").ToJsonString());
        await http.ExchangeAsync("POST", Some.Schedules, Some.Schedule("daily").ToJsonString());
        var line = Assert.Single(sandbox["c1"].Requests.Writes);
        Assert.Equal(("create", Some.Schedules, "contract/1.0", 201),
            (line.Verb, line.Path, line.UserAgent, line.Status));
    }

    [Fact]
    public void A_schedule_runs_when_the_clock_says_so()
    {
        using var sandbox = Sandbox.Start();
        var cluster = sandbox["c1"];
        cluster.Create("schedules", Some.Schedule("daily", "0 11 * * *"));
        sandbox.Settle();
        Assert.Equal("Enabled", cluster.Get("schedules", "daily").Text("status", "phase"));

        sandbox.Clock.Advance(TimeSpan.FromMinutes(45));
        var backup = Assert.Single(cluster.List("backups"));
        Assert.Equal("daily-20260302110020", backup.Text("metadata", "name"));
        Assert.Empty(cluster.Velero.Errors);
        Assert.Equal("Completed", backup.Text("status", "phase"));
    }
}

using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Credentials;

/// <summary>Real programs: shell scripts that the tests write.</summary>
public sealed class ExecPluginTests : IDisposable
{
    private const string V1 = "client.authentication.k8s.io/v1";
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(V1)]
    [InlineData("client.authentication.k8s.io/v1beta1")]
    public async Task A_token_is_sent_and_the_program_runs_once_for_all_requests(string version)
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, TestApiServer.Daily);
        using ClusterSet clusters = Open(
            server, Script($"echo run >> '{_folder.Path}/runs'\n{Print(token: "abc", version: version)}", version));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(
            _ => clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync())).InTimeAsync();
        Assert.All(server.Seen, s => Assert.Equal("Bearer abc", s.Headers.Authorization));
        Assert.Single(File.ReadAllLines(Path.Combine(_folder.Path, "runs")));
    }

    [Fact]
    public async Task Arguments_and_variables_reach_the_program_as_they_are()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, TestApiServer.Daily);
        ExecSettings exec = Script($"printf '%s|' \"$@\" > '{_folder.Path}/args'\nprintf '%s' \"$EXTRA\" > '{_folder.Path}/env'\n{Print("abc")}");
        using ClusterSet clusters = Open(server, exec with
        {
            Args = [.. exec.Args, "a b", "$HOME; \"c\"", ""],
            Env = new Dictionary<string, string> { ["EXTRA"] = "x y" },
        });
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        Assert.Equal("a b|$HOME; \"c\"||", File.ReadAllText(Path.Combine(_folder.Path, "args")));
        Assert.Equal("x y", File.ReadAllText(Path.Combine(_folder.Path, "env")));
    }

    [Fact]
    public async Task The_program_has_no_terminal_and_no_input_and_knows_it()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, TestApiServer.Daily);
        using ClusterSet clusters = Open(
            server, Script($"cat > '{_folder.Path}/input'\nprintf '%s' \"$KUBERNETES_EXEC_INFO\" > '{_folder.Path}/info'\n{Print("abc")}"));
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        Assert.Equal("", File.ReadAllText(Path.Combine(_folder.Path, "input")));
        JsonNode info = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.Path, "info")))!;
        Assert.Equal("""{"interactive":false}""", info["spec"]!.ToJsonString());
        Assert.Equal(V1, (string?)info["apiVersion"]);
    }

    [Fact]
    public async Task A_program_that_asks_for_it_is_told_about_the_cluster()
    {
        using var authority = new TestCertificates();
        await using TestApiServer server = await TestApiServer.StartAsync(authority.Server(), TestApiServer.Daily);
        string script = _folder.Write(
            "plugin.sh", $"printf '%s' \"$KUBERNETES_EXEC_INFO\" > '{_folder.Path}/info'\n{Print("abc")}");
        string config = _folder.Write("config", $$"""
            current-context: c
            contexts: [{name: c, context: {cluster: c, user: u} }]
            clusters:
            - name: c
              cluster:
                server: {{server.Url}}
                certificate-authority-data: {{Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(authority.Pem))}}
                tls-server-name: localhost
                extensions:
                - name: client.authentication.k8s.io/exec
                  extension: {audience: "06f6", list: [1, 2.5, true, null, "7"]}
            users:
            - name: u
              user:
                exec: {apiVersion: {{V1}}, command: /bin/sh, args: ["{{script}}"], provideClusterInfo: true, interactiveMode: IfAvailable}
            """);
        using ClusterSet clusters = TestConnections.Open(new() { ConfigPath = config });
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        JsonNode cluster = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.Path, "info")))!["spec"]!["cluster"]!;
        Assert.Equal(server.Url + "/", (string?)cluster["server"]);
        Assert.Equal("localhost", (string?)cluster["tls-server-name"]);
        Assert.Equal("""{"audience":"06f6","list":[1,2.5,true,null,"7"]}""", cluster["config"]!.ToJsonString());
        string pem = System.Text.Encoding.ASCII.GetString(
            Convert.FromBase64String((string)cluster["certificate-authority-data"]!));
        Assert.Equal(authority.Pem.Trim(), pem.Trim());
    }

    [Fact]
    public async Task An_expired_credential_is_asked_for_again()
    {
        var time = new ShiftedClock();
        await using TestApiServer server = await TestApiServer.StartAsync(null, TestApiServer.Daily);
        string expires = time.GetUtcNow().AddMinutes(15).ToString("yyyy-MM-ddTHH:mm:ssZ");
        ExecSettings exec = Script($"echo run >> '{_folder.Path}/runs'\n{Print(token: "abc", expires: expires)}");
        // The program's own limits are real ones here: only the clock that expiry is judged by is moved.
        using ClusterSet clusters = TestConnections.Open(
            new() { Host = $"http://127.0.0.1:{server.Port}", Exec = exec }, TimeSpan.FromHours(1), time);
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        Assert.Single(File.ReadAllLines(Path.Combine(_folder.Path, "runs")));
        time.Advance(TimeSpan.FromMinutes(16));
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        Assert.Equal(2, File.ReadAllLines(Path.Combine(_folder.Path, "runs")).Length);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task A_credential_whose_expiry_is_none_or_the_last_second_of_all_is_kept(string expires)
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, TestApiServer.Daily);
        ExecSettings exec = Script($"echo run >> '{_folder.Path}/runs'\n{Print(token: "abc", expires: expires)}");
        using ClusterSet clusters = Open(server, exec);

        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();

        Assert.Single(File.ReadAllLines(Path.Combine(_folder.Path, "runs")));
    }

    [Fact]
    public async Task A_credential_answered_401_is_asked_for_again_once()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, context =>
            context.Request.Headers.Authorization == "Bearer token-1"
                ? TestApiServer.Refusal(401, "Unauthorized", "Unauthorized")(context)
                : TestApiServer.Daily(context));
        ExecSettings exec = Script(
            $"echo run >> '{_folder.Path}/runs'\nn=$(wc -l < '{_folder.Path}/runs' | tr -d ' ')\n{Print("token-$n")}");
        using ClusterSet clusters = Open(server, exec);
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        Assert.Equal(["Bearer token-1", "Bearer token-2"], server.Seen.Select(s => s.Headers.Authorization.ToString()));
    }

    [Fact]
    public async Task A_client_certificate_can_come_from_a_program()
    {
        using var authority = new TestCertificates();
        (string certificate, string key) = authority.Client("from-plugin");
        var printed = new JsonObject
        {
            ["kind"] = "ExecCredential",
            ["apiVersion"] = V1,
            ["status"] = new JsonObject { ["clientCertificateData"] = certificate, ["clientKeyData"] = key },
        };
        string file = _folder.Write("out.json", printed.ToJsonString());
        await using TestApiServer server = await TestApiServer.StartAsync(authority.Server(), TestApiServer.Daily);
        using ClusterSet clusters = TestConnections.Open(new()
        {
            Host = server.Url,
            ClusterCaCertificate = authority.Pem,
            Exec = Script($"cat '{file}'"),
        });
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        Assert.Equal("CN=from-plugin", server.Seen[0].Client?.Subject);
    }

    [Fact]
    public async Task A_program_that_talks_more_than_a_pipe_holds_does_not_hang()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, TestApiServer.Daily);
        string padding = new('x', 200_000);
        string file = _folder.Write(
            "out.json", $$"""{"kind":"ExecCredential","apiVersion":"{{V1}}","padding":"{{padding}}","status":{"token":"abc"} }""");
        using ClusterSet clusters = Open(server, Script($"cat '{file}' >&2\ncat '{file}'"));
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
    }

    [Fact]
    public async Task A_child_left_behind_does_not_keep_the_provider_waiting()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, TestApiServer.Daily);
        using ClusterSet clusters =
            Open(server, Script($"(exec sleep 20) &\necho $! > '{_folder.Path}/pid'\n{Print("abc")}"));
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        using var child = System.Diagnostics.Process.GetProcessById(
            int.Parse(File.ReadAllText(
                Path.Combine(_folder.Path, "pid")), System.Globalization.CultureInfo.InvariantCulture));
        Assert.False(child.HasExited);
        child.Kill();
    }

    public static TheoryData<string, string, string> Failures => new()
    {
        { "ends with an error", "echo 'please log in' >&2\nexit 3", "ended with exit code 3: please log in" },
        { "prints no JSON", "echo secret-word", "that are not JSON" },
        { "prints nothing", "true", "0 bytes that are not JSON" },
        { "prints something else", "echo '{\"kind\":\"Pod\"}'", "something else than an ExecCredential" },
        { "prints another version", Print(
            "secret-word", "client.authentication.k8s.io/v1beta1"), "v1beta1 instead of" },
        { "prints no status", $"echo '{{\"kind\":\"ExecCredential\",\"apiVersion\":\"{V1}\"}}'", "without a status" },
        { "prints an empty status", $"echo '{{\"kind\":\"ExecCredential\",\"apiVersion\":\"{V1}\",\"status\":{{}}}}'",
            "neither a token nor" },
        {
            "prints a key alone",
            $"echo '{{\"kind\":\"ExecCredential\",\"apiVersion\":\"{V1}\",\"status\":{{\"clientKeyData\":\"secret-word\"}}}}'", "a key alone"
        },
        { "prints a wrong time", Print("secret-word", expires: "tomorrow"), "not a time" },
        { "prints without end", "cat /dev/zero | head -c 3000000", "more than 1024 KiB" },
        {
            "fails and prints its token", "echo 'refused: eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2VjcmV0 {\"token\": \"secret-word\"}' >&2\nexit 1",
            "refused: (hidden) {\"token\": \"(hidden)\"}"
        },
        { "fails and prints its variables", "env >&2\nexit 1", "SECRET=(hidden)" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_program_that(string what, string script, string detail)
    {
        ExecSettings exec = Script(script) with
        {
            Env = new Dictionary<string, string> { ["SECRET"] = "secret-word" },
        };
        using ClusterSet clusters = TestConnections.Open(new() { Host = "h", Exec = exec });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal((FaultKind.CredentialPluginFailed, "exec"), (fault.Kind, fault.Field));
        if (what != "fails and prints its variables")
        {
            Assert.Contains(detail, fault.Detail, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("secret-word", fault.Detail, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Leaks => new()
    {
        { "its arguments", "echo \"usage: $*\" >&2", "secret-word" },
        { "a word of a script among its arguments", "echo 'tried Pa55word-of-it' >&2", "Pa55word" },
        { "a short variable", "echo \"got $PIN\" >&2", "4711" },
        { "a name that is said to be something", "echo 'client_secret=s3cr3t-word' >&2", "s3cr3t" },
        { "a name and a colon", "echo 'Password: s3cr3t word' >&2", "s3cr3t" },
        { "a name in capitals", "echo 'AWS_SECRET_ACCESS_KEY = s3cr3t/word' >&2", "s3cr3t" },
        { "a header", "echo 'Authorization: Basic s3cr3t' >&2", "s3cr3t" },
        { "a URL with a password", "echo 'GET https://user:s3cr3t@idp.example/token failed' >&2", "s3cr3t" },
        { "a query", "echo 'GET https://idp.example/?api_key=s3cr3t&x=1 failed' >&2", "s3cr3t" },
        { "a JSON web token", "echo 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.s3cr3t' >&2", "s3cr3t" },
        { "a long key", "echo 'key Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFy1s3cr3t' >&2", "s3cr3t" },
        { "a value in quotes", "echo \"{'refresh_token': 's3cr3t word'}\" >&2", "s3cr3t" },
    };

    [Theory]
    [MemberData(nameof(Leaks))]
    public async Task A_failing_program_that_prints_a_secret_is_quoted_without_it(string what, string script, string secret)
    {
        ExecSettings exec = Script(script + "\nexit 1");
        using ClusterSet clusters = TestConnections.Open(new()
        {
            Host = "h",
            Exec = exec with
            {
                Args = [.. exec.Args, "--client-secret", "secret-word", "--pin=99secret-word", "login -p 'Pa55word-of-it'"],
                Env = new Dictionary<string, string> { ["PIN"] = "4711" },
            },
        });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Contains("ended with exit code 1: ", fault.Detail, StringComparison.Ordinal);
        Assert.False(fault.Detail.Contains(secret, StringComparison.Ordinal), $"{what}: {fault.Detail}");
        Assert.Contains("(hidden)", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_command_with_arguments_only_the_first_word_is_shown()
    {
        using ClusterSet clusters = TestConnections.Open(new()
        {
            Host = "h",
            Exec = new() { ApiVersion = V1, Command = "get-token --password secret-word" },
        });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal("get-token is not in PATH under this name, which has a blank: no shell reads it, so arguments belong in args", fault.Detail);
    }

    [Fact]
    public async Task A_folder_as_a_command_is_named_as_one()
    {
        using ClusterSet clusters = TestConnections.Open(
            new() { Host = "h", Exec = new() { ApiVersion = V1, Command = _folder.Path } });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal($"{_folder.Path} is a folder", fault.Detail);
    }

    [Fact]
    public async Task A_program_that_fails_runs_once_for_all_requests_and_all_clusters_of_equal_settings()
    {
        ExecSettings exec = Script($"echo run >> '{_folder.Path}/runs'\nexit 1");
        using ClusterSet clusters = OpenMany(40, exec);
        List<Fault> faults = [];
        foreach (Cluster cluster in clusters.Clusters)
        {
            faults.Add(await cluster.Probe.GetAsync(default).FaultAsync());
            faults.Add(await cluster.Api.GetAsync(TestConnections.Daily, default).FaultAsync());
        }

        Assert.All(faults, f => Assert.Equal(FaultKind.CredentialPluginFailed, f.Kind));
        Assert.Equal(40, faults.Select(f => f.Cluster).Distinct().Count());
        Assert.Single(File.ReadAllLines(Path.Combine(_folder.Path, "runs")));
    }

    [Fact]
    public async Task A_program_that_failed_after_it_had_worked_is_tried_again_after_a_minute()
    {
        var time = new ShiftedClock();
        await using TestApiServer server = await TestApiServer.StartAsync(null, TestApiServer.Daily);
        string expires = time.GetUtcNow().AddMinutes(15).ToString("yyyy-MM-ddTHH:mm:ssZ");
        ExecSettings exec = Script(
            $"echo run >> '{_folder.Path}/runs'\n[ \"$(wc -l < '{_folder.Path}/runs' | tr -d ' ')\" != 2 ] || exit 1\n"
            + Print(token: "abc", expires: expires));
        using ClusterSet clusters = TestConnections.Open(
            new() { Host = $"http://127.0.0.1:{server.Port}", Exec = exec }, TimeSpan.FromHours(1), time);
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        time.Advance(TimeSpan.FromMinutes(16));
        await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(2, File.ReadAllLines(Path.Combine(_folder.Path, "runs")).Length);
        time.Advance(TimeSpan.FromMinutes(2));
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
    }

    [Fact]
    public async Task A_program_that_hangs_keeps_no_other_cluster_waiting()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, TestApiServer.Daily);
        ExecSettings exec = Script("exec sleep 600");
        using ClusterSet clusters = ClusterSet.Open(
            new ClusterSetSettings
            {
                Clusters =
                [
                    new() { Name = "hangs", Connection = new() { Host = "http://127.0.0.1:1", Exec = exec } },
                    new() { Name = "works", Connection = new() { Host = $"http://127.0.0.1:{server.Port}", Token = "t" } },
                ],
                ProviderVersion = "1",
                Parallelism = 1,
            },
            TestConnections.Environment(),
            TimeProvider.System);
        using var stop = new CancellationTokenSource();
        Task<Outcome<JsonObject>> hanging = clusters.Clusters[0].Api.GetAsync(TestConnections.Daily, stop.Token);
        await clusters.Clusters[1].Api.GetAsync(TestConnections.Daily, default).ValueAsync();
        await clusters.Clusters[1].Api.GetAsync(TestConnections.Daily, default).ValueAsync();
        Assert.False(hanging.IsCompleted);
        await stop.CancelAsync();
        Assert.Equal(FaultKind.Cancelled, (await hanging.FaultAsync()).Kind);
    }

    [Fact]
    public async Task Closing_the_clusters_ends_a_program_that_nobody_has_cancelled()
    {
        ClusterSet clusters = TestConnections.Open(new() { Host = "h", Exec = Script("exec sleep 600") });
        Task<Outcome<ClusterIdentity>> probe = clusters.Clusters[0].Probe.GetAsync(default);
        Assert.False(probe.IsCompleted);
        clusters.Dispose();
        Assert.Equal(FaultKind.Cancelled, (await probe.FaultAsync()).Kind);
    }

    [Theory]
    [InlineData("no-such-program-here", "is not in PATH")]
    [InlineData("/nonexistent/program", "does not exist")]
    public async Task A_program_that_is_not_there_is_named_with_its_install_hint(string command, string detail)
    {
        string config = _folder.Write("config", $$"""
            current-context: c
            contexts: [{name: c, context: {cluster: c, user: u} }]
            clusters: [{name: c, cluster: {server: "https://h"} }]
            users: [{name: u, user: {exec: {apiVersion: {{V1}}, command: {{command}}, installHint: "brew install it"} } }]
            """);
        using ClusterSet clusters = TestConnections.Open(new() { ConfigPath = config });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.CredentialPluginFailed, fault.Kind);
        Assert.Contains($"{command} {detail}", fault.Detail, StringComparison.Ordinal);
        Assert.EndsWith("brew install it", fault.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("interactiveMode: Always, apiVersion: " + V1, "no terminal")]
    [InlineData("apiVersion: client.authentication.k8s.io/v1alpha1", "use client.authentication.k8s.io/v1")]
    public async Task A_program_is_not_even_started_with(string setting, string detail)
    {
        string config = _folder.Write("config", $$"""
            current-context: c
            contexts: [{name: c, context: {cluster: c, user: u} }]
            clusters: [{name: c, cluster: {server: "https://h"} }]
            users: [{name: u, user: {exec: {command: /bin/sh, args: ["-c", "touch '{{_folder.Path}}/ran'"], {{setting}} } } }]
            """);
        using ClusterSet clusters = TestConnections.Open(new() { ConfigPath = config });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Contains(detail, fault.Detail, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "ran")));
    }

    [Fact]
    public async Task A_relative_command_is_relative_to_the_kubeconfig()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, TestApiServer.Daily);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "bin"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "bin", "shell"), "/bin/sh");
        string script = _folder.Write("plugin.sh", Print("abc"));
        string config = _folder.Write("config", $$"""
            current-context: c
            contexts: [{name: c, context: {cluster: c, user: u} }]
            clusters: [{name: c, cluster: {server: "http://127.0.0.1:{{server.Port}}"} }]
            users: [{name: u, user: {exec: {apiVersion: {{V1}}, command: ./bin/shell, args: ["{{script}}"]} } }]
            """);
        using ClusterSet clusters = TestConnections.Open(new() { ConfigPath = config });
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        Assert.Equal("Bearer abc", server.Seen[0].Headers.Authorization);
    }

    [Fact]
    public async Task Stopping_ends_the_program()
    {
        using ClusterSet clusters = TestConnections.Open(new()
        {
            Host = "h",
            Exec = Script(
                $"echo $$ > '{_folder.Path}/part'\nmv '{_folder.Path}/part' '{_folder.Path}/pid'\nexec sleep 600"),
        });
        using var started = new FileSystemWatcher(_folder.Path, "pid");
        var appeared = new TaskCompletionSource();
        started.Renamed += (_, _) => appeared.TrySetResult();
        started.EnableRaisingEvents = true;
        using var stop = new CancellationTokenSource();
        Task<Outcome<JsonObject>> get = clusters.Api().GetAsync(TestConnections.Daily, stop.Token);
        await appeared.Task.InTimeAsync();
        int pid = int.Parse(
            File.ReadAllText(Path.Combine(_folder.Path, "pid")), System.Globalization.CultureInfo.InvariantCulture);
        await stop.CancelAsync();
        Assert.Equal(FaultKind.Cancelled, (await get.FaultAsync()).Kind);
        Assert.Throws<ArgumentException>(() =>
        {
            using var gone = System.Diagnostics.Process.GetProcessById(pid);
            gone.WaitForExit(10_000);
            using var again = System.Diagnostics.Process.GetProcessById(pid);
        });
    }

    [Fact]
    public async Task A_program_that_does_not_end_is_ended()
    {
        // The clock of this test ends every wait at once.
        using ClusterSet clusters = TestConnections.Open(
            new() { Host = "h", Exec = Script("exec sleep 600") }, TimeSpan.FromHours(1), new EndedClock());
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.CredentialPluginFailed, fault.Kind);
        Assert.Contains("did not end within 60 seconds", fault.Detail, StringComparison.Ordinal);
    }

    private static ClusterSet OpenMany(int count, ExecSettings exec) => ClusterSet.Open(
        new ClusterSetSettings
        {
            Clusters =
            [
                .. Enumerable.Range(0, count).Select(i => new ClusterSettings
                {
                    Name = $"c{i}",
                    Connection = new() { Host = $"http://127.0.0.1:{i + 1}", Exec = exec },
                }),
            ],
            ProviderVersion = "1",
        },
        TestConnections.Environment(),
        TimeProvider.System);

    private static ClusterSet Open(TestApiServer server, ExecSettings exec) =>
        TestConnections.Open(new() { Host = $"http://127.0.0.1:{server.Port}", Exec = exec });

    // Through the shell, not as a program of its own: another test's process could hold the file open for writing.
    private ExecSettings Script(string text, string version = V1) =>
        new() { ApiVersion = version, Command = "sh", Args = [_folder.Write("plugin.sh", text)] };

    private static string Print(string token, string version = V1, string? expires = null)
    {
        string until = expires is null ? "" : $",\\\"expirationTimestamp\\\":\\\"{expires}\\\"";
        return $"echo \"{{\\\"kind\\\":\\\"ExecCredential\\\",\\\"apiVersion\\\":\\\"{version}\\\",\\\"status\\\":{{\\\"token\\\":\\\"{token}\\\"{until}}}}}\"";
    }

    // A program's own limits are real ones.
    private sealed class ShiftedClock : TimeProvider
    {
        private TimeSpan _ahead;

        public void Advance(TimeSpan by) => _ahead += by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

        public override long GetTimestamp() =>
            base.GetTimestamp() + (long)(_ahead.TotalSeconds * TimestampFrequency);
    }

    private sealed class EndedClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(
                callback, state, dueTime == TimeSpan.FromSeconds(60) ? TimeSpan.FromMilliseconds(1) : dueTime, period);
    }
}

using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Transport;

/// <summary>The texts are those of kube-apiserver 1.20 and, where they differ, of 1.36.</summary>
public sealed class StatusFaultsTests
{
    private const string Causes =
        """{"name":"daily","group":"velero.io","kind":"Schedule","causes":[{"reason":"FieldValueRequired","message":"Required value","field":"spec.schedule"},{"reason":"FieldValueRequired","message":"Required value","field":"spec.template"}]}""";

    public static TheoryData<string, int, string, string, string, FaultKind, string?> Refusals => new()
    {
        { "an unknown token", 401, "Unauthorized", "Unauthorized", "{}", FaultKind.Unauthorized, null },
        {
            "no right", 403, "Forbidden",
            """schedules.velero.io is forbidden: User "restricted" cannot create resource "schedules" in API group "velero.io" in the namespace "velero" """,
            """{"group":"velero.io","kind":"schedules"}""", FaultKind.Forbidden, null
        },
        {
            "a missing namespace", 404, "NotFound", "namespaces \"velero\" not found",
            """{"name":"velero","kind":"namespaces"}""", FaultKind.VeleroNamespaceMissing, null
        },
        {
            "a missing object", 404, "NotFound", "schedules.velero.io \"daily\" not found",
            """{"name":"daily","group":"velero.io","kind":"schedules"}""", FaultKind.NotFound, null
        },
        {
            "a resource that is not served", 404, "NotFound", "the server could not find the requested resource", "{}",
            FaultKind.VeleroNotInstalled, null
        },
        {
            "an object that exists", 409, "AlreadyExists", "schedules.velero.io \"daily\" already exists",
            """{"name":"daily","group":"velero.io","kind":"schedules"}""", FaultKind.AlreadyExists, null
        },
        {
            "a stale version", 409, "Conflict",
                "Operation cannot be fulfilled on schedules.velero.io \"daily\": the object has been modified",
            """{"name":"daily","group":"velero.io","kind":"schedules"}""", FaultKind.Conflict, null
        },
        {
            "an expiry where nothing can expire", 410, "Expired", "too old resource version", "{}",
            FaultKind.UnexpectedAnswer, null
        },
        {
            "missing fields", 422, "Invalid",
                "Schedule.velero.io \"daily\" is invalid: [spec.schedule: Required value]",
            Causes, FaultKind.Invalid, "spec.schedule"
        },
        {
            "an unknown field in a create", 400, "BadRequest",
            """Schedule in version "v1" cannot be handled as a Schedule: strict decoding error: unknown field "spec.template.snapshotMoveData", unknown field "spec.x" """,
            "{}", FaultKind.FieldDropped, "spec.template.snapshotMoveData"
        },
        {
            "an unknown field in a patch", 422, "Invalid",
            """ "" is invalid: patch: Invalid value: "{\"spec\":{\"x\":\"unknown field \\\"y\\\"\"}}": strict decoding error: unknown field "spec.x" """,
            """{"causes":[{"reason":"FieldValueInvalid","field":"patch"}]}""", FaultKind.FieldDropped, "spec.x"
        },
        {
            "a webhook", 403, "Forbidden",
                "admission webhook \"policy.example\" denied the request: no backups on Fridays", "{}",
            FaultKind.WriteRefused, null
        },
        {
            "a webhook that cannot be asked for a dry run", 400, "BadRequest",
            "admission webhook \"policy.example\" does not support dry run", "{}", FaultKind.WriteRefused, null
        },
        {
            "a webhook that does not answer", 500, "InternalError",
            "Internal error occurred: failed calling webhook \"policy.example\": connection refused", "{}",
                FaultKind.WriteRefused, null
        },
        {
            "an admission policy", 422, "Invalid",
            "schedules.velero.io \"daily\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no", "{}",
            FaultKind.WriteRefused, null
        },
        {
            "a quota", 403, "Forbidden", "schedules.velero.io \"daily\" is forbidden: exceeded quota: q", "{}",
                FaultKind.WriteRefused, null
        },
        {
            "a namespace on its way out", 403, "Forbidden",
                "unable to create new content in namespace velero because it is being terminated",
            """{"causes":[{"reason":"NamespaceTerminating","field":"metadata.namespace"}]}""", FaultKind.WriteRefused,
                "metadata.namespace"
        },
        { "too large", 413, "RequestEntityTooLarge", "limit is 3145728", "{}", FaultKind.WriteRefused, null },
        { "a wrong media type", 415, "UnsupportedMediaType", "the body was in an unknown format", "{}",
            FaultKind.UnexpectedAnswer, null },
        { "overload", 429, "TooManyRequests", "try again later", "{}", FaultKind.TooManyRequests, null },
        { "an error of the server's", 500, "InternalError", "etcdserver: leader changed", "{}", FaultKind.ServerError,
            null },
        { "no service", 503, "ServiceUnavailable", "apiserver not ready", "{}", FaultKind.ServerError, null },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_for(
        string what, int code, string reason, string message, string details, FaultKind kind, string? field)
    {
        await using TestApiServer server = await TestApiServer.StartAsync(
            null, TestApiServer.Refusal(code, reason, message, details));
        using ClusterSet clusters = TestConnections.OpenPatiently(new() { Host = $"http://127.0.0.1:{server.Port}", Token = "t" });
        Fault fault = await clusters.Api().PatchAsync(TestConnections.Daily, [], default, default).FaultAsync();
        Assert.True(kind == fault.Kind, $"{what}: {fault}");
        Assert.Equal(field, fault.Field);
        Assert.Equal("Schedule velero/daily", fault.Object);
        // Either the server's words, or a sentence that quotes them; of a refused patch without the quoted patch.
        Assert.True(message.Contains(fault.Detail, StringComparison.Ordinal)
            || fault.Detail.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_path_that_is_not_served_is_Velero_not_installed()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(
            null, TestApiServer.Text("404 page not found\n", "text/plain", 404));
        using ClusterSet clusters = TestConnections.OpenPatiently(new() { Host = $"http://127.0.0.1:{server.Port}", Token = "t" });
        Fault velero = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Fault other =
            await clusters.Api().GetAsync(new ApiPath("example.com/v1", "things", null, "x"), default).FaultAsync();
        Assert.Equal(FaultKind.VeleroNotInstalled, velero.Kind);
        Assert.Equal(FaultKind.NotFound, other.Kind);
    }

    [Fact]
    public async Task A_server_that_expects_https_says_so()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(
            null, TestApiServer.Text("Client sent an HTTP request to an HTTPS server.\n", "", 400));
        using ClusterSet clusters = TestConnections.OpenPatiently(new() { Host = $"http://127.0.0.1:{server.Port}", Token = "t" });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Contains("expects https", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_404_of_something_else_than_an_API_server_says_nothing_of_Velero()
    {
        await using TestApiServer server =
            await TestApiServer.StartAsync(null, TestApiServer.Text("<html>", "text/html", 404));
        using ClusterSet clusters = TestConnections.OpenPatiently(new() { Host = $"http://127.0.0.1:{server.Port}", Token = "t" });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.UnexpectedAnswer, fault.Kind);
    }

    [Fact]
    public async Task An_API_server_that_is_not_ready_is_asked_once_and_names_what_fails()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(
            null, TestApiServer.Text(
                "[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed\n", "text/plain", 500));
        using ClusterSet clusters = TestConnections.OpenPatiently(new() { Host = $"http://127.0.0.1:{server.Port}", Token = "t" });
        Fault fault = await clusters.Api().GetRawAsync("/readyz", default).FaultAsync();
        Assert.Equal(FaultKind.NotReady, fault.Kind);
        Assert.Equal("etcd failed: reason withheld", fault.Detail);
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task What_is_said_of_a_Secret_is_not_repeated()
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, TestApiServer.Refusal(
            422, "Invalid",
                "\"\" is invalid: patch: Invalid value: \"{\\\"data\\\":\\\"c2VjcmV0\\\"}\": cannot unmarshal",
            """{"causes":[{"field":"patch"}]}"""));
        using ClusterSet clusters = TestConnections.OpenPatiently(new() { Host = $"http://127.0.0.1:{server.Port}", Token = "t" });
        Fault fault = await clusters.Api().PatchAsync(
            new ApiPath("v1", "secrets", "velero", "s"), [], default, default).FaultAsync();
        Assert.Equal(("HTTP 422 Invalid", "Secret velero/s"), (fault.Detail, fault.Object));
    }
}

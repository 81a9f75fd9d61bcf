using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Transport;

public sealed class EveryExceptionTests
{
    private static readonly Dictionary<string, Func<IKubernetesApi, Task<Fault?>>> s_operations = new()
    {
        ["get"] = async api => (await api.GetAsync(TestConnections.Daily, default)).Fault,
        ["list"] = async api => (await api.ListAsync(TestConnections.Schedules, null, default).InTimeAsync())[^1].Fault,
        ["create"] = async api => (await api.CreateAsync(TestConnections.Schedules, [], default, default)).Fault,
        ["patch"] = async api => (await api.PatchAsync(TestConnections.Daily, [], default, default)).Fault,
        ["delete"] = async api => (await api.DeleteAsync(TestConnections.Daily, null, default, default)).Fault,
        ["watch"] = async api =>
            (await api.WatchAsync(TestConnections.Schedules, null, "7", default).InTimeAsync())[^1].Fault,
        ["raw"] = async api => (await api.GetRawAsync("/version", default)).Fault,
    };

    private static readonly Func<Exception>[] s_exceptions =
    [
        () => new HttpRequestException("boom"),
        () => new HttpRequestException(HttpRequestError.UserAuthenticationError, "boom"),
        () => new HttpIOException(HttpRequestError.InvalidResponse, "boom"),
        () => new HttpProtocolException(1, "boom", null),
        () => new IOException("boom"),
        () => new EndOfStreamException("boom"),
        () => new FileNotFoundException("boom"),
        () => new UnauthorizedAccessException("boom"),
        () => new InvalidDataException("boom"),
        () => new ProtocolViolationException("boom"),
        () => new SocketException((int)SocketError.Fault),
        () => new Win32Exception(1, "boom"),
        () => new AuthenticationException("boom"),
        () => new CryptographicException("boom"),
        () => new JsonException("boom"),
        () => new FormatException("boom"),
        () => new UriFormatException("boom"),
        () => new OverflowException("boom"),
        () => new DivideByZeroException("boom"),
        () => new ArgumentException("boom"),
        () => new ArgumentNullException("boom"),
        () => new ArgumentOutOfRangeException("boom"),
        () => new KeyNotFoundException("boom"),
        () => new IndexOutOfRangeException("boom"),
        () => new InvalidOperationException("boom"),
        () => new ObjectDisposedException("boom"),
        () => new InvalidCastException("boom"),
        () => new NullReferenceException("boom"),
        () => new NotSupportedException("boom"),
        () => new NotImplementedException("boom"),
        () => new PlatformNotSupportedException("boom"),
        () => new OutOfMemoryException("boom"),
        () => new InsufficientExecutionStackException("boom"),
        () => new TimeoutException("boom"),
        () => new OperationCanceledException("boom"),
        () => new TaskCanceledException("boom"),
        () => new AggregateException(new InvalidOperationException("boom")),
        () => new TypeInitializationException("boom", new InvalidOperationException("boom")),
        () => new Exception("boom"),
    ];

    public static TheoryData<string, string, bool> Cases()
    {
        var cases = new TheoryData<string, string, bool>();
        foreach (string operation in s_operations.Keys)
        {
            foreach (string exception in s_exceptions.Select(make => make().GetType().Name).Distinct())
            {
                cases.Add(operation, exception, false);
                cases.Add(operation, exception, true);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Is_a_fault_of_its_cluster(string operation, string exception, bool whileReading)
    {
        foreach (Func<Exception> make in s_exceptions.Where(make => make().GetType().Name == exception))
        {
            using ClusterSet clusters = Open(make, whileReading);
            Fault? fault = await s_operations[operation](clusters.Api()).InTimeAsync();
            Assert.NotNull(fault);
            Assert.Equal("eu", fault.Cluster);
            Assert.NotEqual(FaultKind.Cancelled, fault.Kind);
            Assert.NotEmpty(fault.Detail);
        }
    }

    [Theory]
    [InlineData(typeof(OutOfMemoryException))]
    [InlineData(typeof(FormatException))]
    public async Task A_cause_that_is_not_the_networks_makes_no_cluster_unhealthy(Type exception)
    {
        using ClusterSet clusters = Open(() => (Exception)Activator.CreateInstance(exception, "boom")!, whileReading: false);
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.False(fault.IsUnhealthy);
        Assert.Equal(
            exception == typeof(OutOfMemoryException) ? FaultKind.MachineLimit : FaultKind.UnexpectedAnswer, fault.Kind);
    }

    private static ClusterSet Open(Func<Exception> exception, bool whileReading) => ClusterSet.Open(
        new ClusterSetSettings
        {
            Clusters = [new() { Name = "eu", Connection = new() { Host = "http://127.0.0.1:1", Token = "t" } }],
            ProviderVersion = "1",
            RequestTimeout = TimeSpan.FromHours(1),
            Around = (_, handler) => new Throwing(handler, exception, whileReading),
        },
        TestConnections.Environment(),
        new ImmediateDelays());

    private sealed class Throwing(HttpMessageHandler inner, Func<Exception> exception, bool whileReading)
        : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!whileReading)
            {
                throw exception();
            }

            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new Broken(exception)) };
            response.Content.Headers.ContentType = new("application/json");
            return Task.FromResult(response);
        }
    }

    private sealed class Broken(Func<Exception> exception) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw exception();
    }
}

using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using TerraformPlugin.Hosting.Lifecycle;
using TerraformPlugin.Hosting.Rpc;
using Response = TerraformPlugin.Hosting.Protocol.ReadResource.Types.Response;

namespace TerraformPlugin.Hosting.Tests.Rpc;

public sealed class RpcBoundaryTests : IDisposable
{
    private readonly PluginLifetime _lifetime = new(
        new()
        {
            ProviderAddress = "registry.terraform.io/test/probe",
            VersionText = "",
            HelpText = "",
            CreateProvider = static _ => throw new InvalidOperationException("not needed"),
        },
        debug: true, static _ => { }, TimeProvider.System, NullLogger.Instance);

    public void Dispose() => _lifetime.Dispose();

    [Fact]
    public async Task An_answer_passes_as_it_is()
    {
        var answer = new Response();

        Assert.Same(answer, await RunAsync(() => Task.FromResult(answer), CancellationToken.None));
    }

    [Fact]
    public async Task An_exception_becomes_a_diagnostic_that_says_whose_fault_it_is()
    {
        var answer = await RunAsync(() => throw new InvalidOperationException("the cause"), CancellationToken.None);

        var diagnostic = Assert.Single(answer.Diagnostics);
        Assert.Equal(Protocol.Diagnostic.Types.Severity.Error, diagnostic.Severity);
        Assert.Contains("ReadResource of probe_thing", diagnostic.Detail, StringComparison.Ordinal);
        Assert.Contains("bug in the provider", diagnostic.Detail, StringComparison.Ordinal);
        Assert.EndsWith("InvalidOperationException: the cause", diagnostic.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_its_caller_gave_up_is_cancelled_and_no_defect()
    {
        var gone = new CancellationToken(canceled: true);

        var end = await Assert.ThrowsAsync<RpcException>(
            () => RunAsync(() => Task.FromCanceled<Response>(gone), gone));

        Assert.Equal(StatusCode.Cancelled, end.StatusCode);
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_a_defect()
    {
        var answer = await RunAsync(
            () => Task.FromCanceled<Response>(new(canceled: true)), CancellationToken.None);

        Assert.Single(answer.Diagnostics);
    }

    private async Task<Response> RunAsync(Func<Task<Response>> call, CancellationToken cancellationToken) =>
        await new RpcBoundary(
            _lifetime, NullLogger<RpcBoundary>.Instance, TimeProvider.System, static () => "https://example.test/issues")
            .RunAsync(
                "ReadResource", "probe_thing", call,
                static diagnostic => Task.FromResult(new ReadResourceRpc().Failed(diagnostic)), cancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(10), CancellationToken.None);
}

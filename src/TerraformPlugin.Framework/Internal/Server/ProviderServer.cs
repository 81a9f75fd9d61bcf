using System.Runtime.CompilerServices;
using TerraformPlugin.Framework.Internal.Validation;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>
/// Every decision between the wire and the provider: one file per RPC of the plugin protocol 6.11, none of them with a
/// protocol type. Answers are complete whatever happens: no exception leaves a method.
/// </summary>
/// <param name="provider">The provider.</param>
/// <param name="unexpected">
/// Told of every exception that was answered as a bug in the provider, with the RPC's name, for the log; null: nobody
/// is.
/// </param>
/// <param name="notice">Told what was passed over without a diagnostic, for the log; null: nobody is.</param>
internal sealed partial class ProviderServer(
    IProvider provider, Action<string, Exception>? unexpected = null, Action<string>? notice = null) : IDisposable
{
    private readonly Instances<Resource> _resources =
        new("resource type", () => provider.Resources, SchemaRules.CheckResource);

    private readonly Instances<DataSource> _dataSources =
        new("data source type", () => provider.DataSources, static d => SchemaRules.CheckBlock(d.Schema));

    private readonly Instances<Function> _functions =
        new("function", () => provider.Functions, SchemaRules.CheckFunction);

    private readonly Instances<EphemeralResource> _ephemeralResources = new(
        "ephemeral resource type", () => provider.EphemeralResources, static e => SchemaRules.CheckBlock(e.Schema));

    // The arguments of a listing and of an action are in a block of their own, in which no name is taken.
    private readonly Instances<ListResource> _listResources =
        new("list resource type", () => provider.ListResources, static _ => { });

    private readonly Instances<ProviderAction> _actions =
        new("action type", () => provider.Actions, static _ => { });

    private CancellationTokenSource _stop = new();
    private ConfiguredData _data = new(null);

    /// <summary>Where users report bugs.</summary>
    public string IssuesUrl => provider.IssuesUrl;

    /// <summary>Also of what the provider was configured to, if it can be disposed.</summary>
    public void Dispose()
    {
        _data.Retire();
        _stop.Dispose();
    }

    private void AddBug(ServerCall call, string summary, string what) =>
        call.Diagnostics.Add(ProviderBug.Of(summary, what, provider.IssuesUrl));

    /// <summary>Runs a call to its answer: whatever it throws becomes one diagnostic.</summary>
    /// <param name="unanswered">The answer when it throws.</param>
    /// <param name="answer">The call.</param>
    /// <param name="client">What the Terraform at the other end can handle; null: it does not matter.</param>
    /// <param name="stoppable">Whether StopProvider cancels it.</param>
    private async Task<TResponse> AnswerAsync<TResponse>(
        TResponse unanswered, Func<ServerCall, CancellationToken, Task<TResponse>> answer,
        CancellationToken cancellationToken, ClientCapabilities? client = null, bool stoppable = true,
        [CallerMemberName] string rpc = "")
        where TResponse : ServerResponse
    {
        var data = UseData();
        var call = new ServerCall([], data.Content, client ?? new());
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, stoppable ? _stop.Token : CancellationToken.None);
        ServerResponse response;
        try
        {
            linked.Token.ThrowIfCancellationRequested();
            response = await answer(call, linked.Token).ConfigureAwait(false);
        }
        catch (ValueDecodingException e) when (call.Diagnostics.Any(said => said.Severity == Severity.Error && Equals(said.Path, e.Path)))
        {
            // The attribute's own check has said it.
            response = unanswered;
        }
        catch (Exception e)
        {
            call.Diagnostics.Add(Describe(e, linked.IsCancellationRequested, rpc));
            response = unanswered;
        }
        finally
        {
            data.Release();
        }

        return (TResponse)(response with { Diagnostics = call.Diagnostics.ForWire(provider.AddressOf) });
    }

    private ConfiguredData UseData()
    {
        while (true)
        {
            var data = Volatile.Read(ref _data);
            if (data.TryUse())
            {
                return data;
            }
        }
    }

    private Diagnostic Describe(Exception exception, bool cancelled, string rpc)
    {
        switch (exception)
        {
            case DiagnosticException e:
                return e.Diagnostic;
            case OperationCanceledException when cancelled:
                return new(Severity.Error, "Operation Cancelled",
                    "The provider was asked to stop before the operation had ended. The next plan shows what "
                    + "there is still to do.");
            case OperationCanceledException or TimeoutException:
                return new(Severity.Error, "Time Limit Reached",
                    $"{rpc} gave up waiting before the operation had ended. What it did until then stays. Check "
                    + $"whether what it waited for answers, and plan or apply again.\n\n{exception.Message}");
            case ValueDecodingException e:
                return new(Severity.Error, "Invalid Value",
                    $"{e.Message}. The value comes from the configuration or the state that was sent; correct it "
                    + "where it is set. If nobody set it, the provider did: then report it at "
                    + $"{provider.IssuesUrl}.", e.Path);
            default:
                unexpected?.Invoke(rpc, exception);
                return ProviderBug.Of(rpc, exception, provider.IssuesUrl);
        }
    }
}

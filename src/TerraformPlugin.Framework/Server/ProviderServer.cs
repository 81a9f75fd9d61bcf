using System.Runtime.CompilerServices;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Server;

/// <summary>
/// Every decision between the wire and the provider: one file per RPC of the plugin protocol 6.11, none of them with a
/// protocol type. Answers are complete whatever happens: no exception leaves a method.
/// </summary>
/// <param name="provider">The provider.</param>
/// <param name="unexpected">
/// Told of every exception that was answered as a bug in the provider, with the RPC's name, for the log; null: nobody
/// is.
/// </param>
public sealed partial class ProviderServer(IProvider provider, Action<string, Exception>? unexpected = null)
    : IDisposable
{
    private readonly Instances<Resource> _resources = new("resource type", () => provider.Resources);
    private readonly Instances<DataSource> _dataSources = new("data source type", () => provider.DataSources);
    private readonly Instances<Function> _functions = new("function", () => provider.Functions);
    private readonly Instances<EphemeralResource> _ephemeralResources =
        new("ephemeral resource type", () => provider.EphemeralResources);

    private readonly Instances<ListResource> _listResources = new("list resource type", () => provider.ListResources);
    private readonly Instances<ProviderAction> _actions = new("action type", () => provider.Actions);
    private readonly CancellationTokenSource _stop = new();
    private volatile object? _data;

    /// <summary>Also of what the provider was configured to, if it can be disposed.</summary>
    public void Dispose()
    {
        (_data as IDisposable)?.Dispose();
        _stop.Dispose();
    }

    private static EncodedValue Encode(TerraformValue value, TerraformType type) =>
        new(MessagePackCodec.Encode(value, type));

    private static EncodedValue EncodeIdentity(Resource resource, TerraformValue? identity) =>
        identity is null || resource.ServedIdentitySchema is not { } schema ? default : Encode(identity, schema.Type);

    /// <param name="what">As in "prior state", for the user.</param>
    /// <exception cref="DiagnosticException">The bytes do not fit the type.</exception>
    private static TerraformValue Decode(EncodedValue value, TerraformType type, string what)
    {
        try
        {
            return !value.MessagePack.IsEmpty ? MessagePackCodec.Decode(value.MessagePack.Span, type)
                : !value.Json.IsEmpty ? JsonCodec.Decode(value.Json.Span, type)
                : TerraformValue.Null(type);
        }
        catch (ValueDecodingException e)
        {
            throw new DiagnosticException(new(Severity.Error, "Unreadable Value From Terraform",
                $"The {what} that Terraform sent does not fit the provider's schema. Terraform is to blame, or it uses "
                + "the schema of another version of the provider: run terraform init -upgrade, and report it to the "
                + $"provider's developers if that does not help.\n\n{e.Message}", e.Path));
        }
    }

    /// <summary>As <see cref="Decode"/>, for what cannot be null.</summary>
    private static TerraformValue DecodeObject(EncodedValue value, TerraformType type, string what)
    {
        var decoded = Decode(value, type, what);
        return decoded.IsKnown
            ? decoded
            : throw new DiagnosticException(new(Severity.Error, "Unreadable Value From Terraform",
                $"Terraform sent no {what}. Terraform is to blame: please report it to its developers."));
    }

    /// <exception cref="DiagnosticException">The bytes are of another provider.</exception>
    private static PrivateState DecodePrivate(ReadOnlyMemory<byte> wire)
    {
        try
        {
            return PrivateState.Decode(wire);
        }
        catch (FormatException e)
        {
            throw new DiagnosticException(new(Severity.Error, "Unreadable Private State",
                "What Terraform keeps beside this resource's state was not written by this provider. Remove the "
                + $"resource from the state with terraform state rm and import it again.\n\n{e.Message}"));
        }
    }

    private static ModelReader? DecodeIdentity(EncodedValue value, Schema? schema)
    {
        if (value.IsEmpty || schema is null)
        {
            return null;
        }

        var identity = Decode(value, schema.Type, "identity");
        return identity.IsKnown ? new(identity) : null;
    }

    /// <summary>Reports it when an identity that must not change did.</summary>
    private static void CheckIdentity(
        Resource resource, ModelReader? before, ResourceState? after, Diagnostics diagnostics)
    {
        if (before is not null && !resource.ServedIdentityMayChange
            && after is { Identity: { } identity } && !identity.Equals(before.Value))
        {
            diagnostics.AddError("Unexpected Identity Change",
                "The provider returned another identity for the resource than before. This is a bug in the provider: "
                + $"please report it to its developers.\n\nbefore: {before.Value}\nafter: {identity}");
        }
    }

    private ServerCall Call(Diagnostics diagnostics, ClientCapabilities? client = null) =>
        new(diagnostics, _data, client ?? new());

    /// <summary>Runs a call to its end: whatever it throws becomes one diagnostic.</summary>
    /// <param name="stoppable">Whether StopProvider cancels it.</param>
    private async Task GuardAsync(
        Diagnostics diagnostics, Func<CancellationToken, Task> run, CancellationToken cancellationToken,
        bool stoppable = true, [CallerMemberName] string rpc = "")
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, stoppable ? _stop.Token : CancellationToken.None);
        try
        {
            linked.Token.ThrowIfCancellationRequested();
            await run(linked.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            diagnostics.Add(Describe(e, linked.IsCancellationRequested, rpc));
        }
    }

    /// <inheritdoc cref="GuardAsync"/>
    private void Guard(Diagnostics diagnostics, Action run, [CallerMemberName] string rpc = "")
    {
        try
        {
            run();
        }
        catch (Exception e)
        {
            diagnostics.Add(Describe(e, cancelled: false, rpc));
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
                    "Terraform asked the provider to stop before the operation was over. The next plan shows what "
                    + "there is still to do.");
            case ValueDecodingException e:
                return new(Severity.Error, "Invalid Value",
                    $"{e.Message}. The value comes from the configuration or the state that Terraform sent; correct it "
                    + "where it is set. If nobody set it, the provider did: then report it at "
                    + $"{provider.IssuesUrl}.", e.Path);
            default:
                unexpected?.Invoke(rpc, exception);
                return new(Severity.Error, "Provider Bug",
                    $"The provider failed in a way that it should not, during {rpc}. This is a bug in the provider: "
                    + $"please report it at {provider.IssuesUrl} with the lines below.\n\n"
                    + $"{exception.GetType()}: {exception.Message}");
        }
    }
}

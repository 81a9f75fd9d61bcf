namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>What the server hands to an operation's typed side, and gets back besides the result.</summary>
internal sealed class ServerCall(Diagnostics diagnostics, object? data, ClientCapabilities client)
{
    public Diagnostics Diagnostics => diagnostics;

    public object? Data => data;

    public ClientCapabilities Client => client;

    public DeferralReason? Deferred { get; set; }
}

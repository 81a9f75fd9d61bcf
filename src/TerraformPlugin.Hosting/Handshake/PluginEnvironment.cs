namespace TerraformPlugin.Hosting.Handshake;

/// <summary>The environment variables by which go-plugin's client tells a plugin how to serve.</summary>
internal sealed record PluginEnvironment
{
    private const string CookieName = "TF_PLUGIN_MAGIC_COOKIE";

    // Not a secret: every provider and Terraform itself carry the same value. It only tells "started by Terraform" from
    // "started by hand".
    private const string CookieValue = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

    internal required bool StartedByTerraform { get; init; }

    internal required string? ProtocolVersions { get; init; }

    /// <summary>The one client certificate to accept, as PEM; null: the client asked for no TLS.</summary>
    internal required string? ClientCertificate { get; init; }

    internal required string? SocketDirectory { get; init; }

    internal required string? SocketGroup { get; init; }

    internal required string? MinPort { get; init; }

    internal required string? MaxPort { get; init; }

    /// <summary>The client understands a seventh field in the handshake line.</summary>
    internal required bool AsksForMultiplexing { get; init; }

    internal static PluginEnvironment Read(Func<string, string?> variable) => new()
    {
        StartedByTerraform = variable(CookieName) == CookieValue,
        ProtocolVersions = variable("PLUGIN_PROTOCOL_VERSIONS"),
        // Set but empty is not the same as absent: it must not turn encryption off.
        ClientCertificate = variable("PLUGIN_CLIENT_CERT"),
        SocketDirectory = NotEmpty(variable("PLUGIN_UNIX_SOCKET_DIR")),
        SocketGroup = NotEmpty(variable("PLUGIN_UNIX_SOCKET_GROUP")),
        MinPort = NotEmpty(variable("PLUGIN_MIN_PORT")),
        MaxPort = NotEmpty(variable("PLUGIN_MAX_PORT")),
        AsksForMultiplexing = NotEmpty(variable("PLUGIN_MULTIPLEX_GRPC")) is not null,
    };

    private static string? NotEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}

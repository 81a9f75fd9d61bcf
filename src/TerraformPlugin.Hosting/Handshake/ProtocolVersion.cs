using System.Globalization;

namespace TerraformPlugin.Hosting.Handshake;

/// <summary>The Terraform plugin protocol of <c>proto/tfplugin6.proto</c>.</summary>
internal static class ProtocolVersion
{
    internal const int Major = 6;
    internal const int Minor = 11;

    /// <summary>Whether a client that offers <c>5,6</c> or the like can talk to this provider.</summary>
    /// <remarks>One that offers nothing is from before such lists; go-plugin then takes the plugin's own.</remarks>
    internal static bool IsAccepted(string? offered) => string.IsNullOrWhiteSpace(offered)
        || offered.Split(',', StringSplitOptions.TrimEntries).Any(static version =>
            int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number == Major);
}

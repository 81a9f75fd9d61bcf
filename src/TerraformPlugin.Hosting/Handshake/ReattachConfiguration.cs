using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TerraformPlugin.Hosting.Handshake;

/// <summary>What a running Terraform needs to use a provider that it did not start.</summary>
internal static class ReattachConfiguration
{
    /// <summary>The value for <c>TF_REATTACH_PROVIDERS</c>.</summary>
    internal static string Format(string providerAddress, int processId, string network, string address)
    {
        using var buffer = new MemoryStream();
        // The relaxed encoder leaves "+" and the like readable; the text is for a shell, not for a web page.
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            json.WriteStartObject(providerAddress);
            json.WriteString("Protocol", "grpc");
            json.WriteNumber("ProtocolVersion", ProtocolVersion.Major);
            json.WriteNumber("Pid", processId);
            // Terraform then neither kills the process nor calls Shutdown: it serves many commands.
            json.WriteBoolean("Test", true);
            json.WriteStartObject("Addr");
            json.WriteString("Network", network);
            json.WriteString("String", address);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>The line to paste into the shell that runs Terraform.</summary>
    internal static string ShellLine(string json) => OperatingSystem.IsWindows()
        ? $"$env:TF_REATTACH_PROVIDERS='{json.Replace("'", "''", StringComparison.Ordinal)}'"
        : $"export TF_REATTACH_PROVIDERS='{json.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

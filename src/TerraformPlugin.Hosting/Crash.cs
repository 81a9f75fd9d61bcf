using System.Text;

namespace TerraformPlugin.Hosting;

internal static class Crash
{
    /// <summary>
    /// Writes an exception as Go writes a panic. Terraform looks for that prefix and then shows the text to the user;
    /// without it all they read is that the plugin did not respond.
    /// </summary>
    internal static void Write(Stream standardError, object exception)
    {
        standardError.Write(Encoding.UTF8.GetBytes($"panic: {exception}\n"));
        standardError.Flush();
    }
}

namespace TerraformPlugin.Hosting;

internal static class CommandLine
{
    /// <summary>Terraform passes no arguments at all; each of the others stands alone.</summary>
    internal static StartMode Read(ReadOnlySpan<string> arguments) => arguments switch
    {
        [] => StartMode.Serve,
        ["-debug" or "--debug"] => StartMode.Debug,
        ["version" or "-version" or "--version"] => StartMode.Version,
        ["help" or "-help" or "--help" or "-h"] => StartMode.Help,
        _ => StartMode.Unknown,
    };
}

namespace TerraformPlugin.Framework;

/// <summary>Ends a call with one diagnostic; never leaves the server.</summary>
internal sealed class DiagnosticException(Diagnostic diagnostic) : Exception(diagnostic.Summary)
{
    public Diagnostic Diagnostic => diagnostic;
}

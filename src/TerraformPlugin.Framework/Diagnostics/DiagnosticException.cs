namespace TerraformPlugin.Framework;

/// <summary>
/// Ends a call with one diagnostic: for code too deep to return one. It is no bug in the provider, and is not logged as
/// one; like every exception it leaves the state what it was before the call.
/// </summary>
/// <param name="diagnostic">What the user is told.</param>
public sealed class DiagnosticException(Diagnostic diagnostic) : Exception($"{diagnostic.Summary}: {diagnostic.Detail}")
{
    /// <summary>What the user is told.</summary>
    public Diagnostic Diagnostic => diagnostic;
}

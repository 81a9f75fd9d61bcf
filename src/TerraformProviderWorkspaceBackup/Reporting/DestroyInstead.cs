using TerraformPlugin.Framework;

namespace TerraformProviderWorkspaceBackup.Reporting;

/// <summary>
/// Before a destroy Terraform plans what is configured, and what is tainted or was never made is a create in that plan: its errors end with
/// how to destroy all the same.
/// </summary>
internal static class DestroyInstead
{
    public const string Hint = "\n\nTo destroy instead: terraform destroy -refresh=false";

    /// <summary>An error with the hint; a warning as it is.</summary>
    public static Diagnostic OnError(Diagnostic diagnostic) =>
        diagnostic.Severity == Severity.Error ? diagnostic with { Detail = diagnostic.Detail + Hint } : diagnostic;
}

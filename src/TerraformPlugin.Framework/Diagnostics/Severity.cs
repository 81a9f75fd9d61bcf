namespace TerraformPlugin.Framework;

/// <summary>How bad a <see cref="Diagnostic"/> is.</summary>
public enum Severity
{
    /// <summary>The operation failed, in part or as a whole.</summary>
    Error,

    /// <summary>The user should know; nothing failed.</summary>
    Warning,
}

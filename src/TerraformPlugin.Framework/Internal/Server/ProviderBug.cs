using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>What users are told when the provider itself is wrong: the last resort, in one place.</summary>
internal static class ProviderBug
{
    /// <summary>The provider did what it must not.</summary>
    /// <param name="what">A sentence.</param>
    /// <param name="issuesUrl">Where users report bugs; null: it is not known yet.</param>
    public static Diagnostic Of(string summary, string what, string? issuesUrl, AttributePath? path = null) =>
        new(Severity.Error, summary, $"{what} This is a bug in the provider: please report it {At(issuesUrl)}.", path);

    /// <summary>An exception that nobody answered for.</summary>
    /// <param name="during">The RPC, and what it is about.</param>
    public static Diagnostic Of(string during, Exception exception, string? issuesUrl) =>
        new(Severity.Error, "Provider Bug",
            $"The provider failed in an unexpected way, during {during}. This is a bug in the provider: please "
            + $"report it {At(issuesUrl)} with the lines below.\n\n{exception.GetType()}: {exception.Message}");

    private static string At(string? issuesUrl) => issuesUrl is null ? "to its developers" : $"at {issuesUrl}";
}

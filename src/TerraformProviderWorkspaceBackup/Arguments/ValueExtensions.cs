using TerraformPlugin.Framework;

namespace TerraformProviderWorkspaceBackup.Arguments;

/// <summary>Values as C#'s own nullable types, for code that has ruled out unknowns.</summary>
internal static class ValueExtensions
{
    /// <exception cref="InvalidOperationException">The value is unknown.</exception>
    public static T? OrNull<T>(this Value<T> value)
        where T : class => value.IsNull ? null : value.Known;

    /// <exception cref="InvalidOperationException">The value is unknown.</exception>
    public static bool? OrNull(this Value<bool> value) => value.IsNull ? null : value.Known;

    /// <exception cref="InvalidOperationException">The value is unknown.</exception>
    public static long? OrNull(this Value<long> value) => value.IsNull ? null : value.Known;
}

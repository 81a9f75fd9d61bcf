using System.Text;
using TerraformPlugin.Framework;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>What private state remembers of a backup or a restore.</summary>
internal static class OperationMemory
{
    /// <summary>The text by which the objects of this instance are known again.</summary>
    private const string TokenKey = "operation";

    /// <summary>
    /// Written by the plan of a create. Terraform hands it to the delete of what is replaced or tainted when that comes
    /// first, and to the create itself, which takes it out again: a delete that finds it belongs to a replacement.
    /// </summary>
    private const string ReplacementKey = "replacement";

    public static void SetToken(PrivateState state, string token)
    {
        state.Set(TokenKey, Encoding.UTF8.GetBytes(token));
        state.Remove(ReplacementKey);
    }

    /// <summary>Null: a state that was tainted, imported or lost it.</summary>
    public static string? Token(PrivateState state) =>
        state.TryGet(TokenKey, out var bytes) ? Encoding.UTF8.GetString(bytes) : null;

    /// <param name="deletionPolicy">As the create plans it: what is replaced may be kept from now on.</param>
    public static void SetReplacement(PrivateState state, string deletionPolicy) =>
        state.Set(ReplacementKey, Encoding.UTF8.GetBytes(deletionPolicy));

    /// <summary>The planned <c>deletion_policy</c> of what replaces it; null: it is not replaced, or only after the new one.</summary>
    public static string? Replacement(PrivateState state) =>
        state.TryGet(ReplacementKey, out var bytes) ? Encoding.UTF8.GetString(bytes) : null;
}

using System.Text;
using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Objects;

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

    /// <summary>
    /// The backups that the plan of a restore chose: what it announces is what is restored, whatever has come until the apply.
    /// </summary>
    private const string ChoiceKey = "choice";

    public static void SetToken(PrivateState state, string token)
    {
        state.Set(TokenKey, Encoding.UTF8.GetBytes(token));
        state.Remove(ReplacementKey);
        state.Remove(ChoiceKey);
    }

    /// <param name="backups">By cluster, the name of the backup.</param>
    public static void SetChoice(PrivateState state, IEnumerable<KeyValuePair<string, string>> backups) =>
        state.Set(ChoiceKey, Encoding.UTF8.GetBytes(new JsonObject(
            backups.Select(static one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))).ToJsonString()));

    /// <summary>By cluster; empty: nothing was chosen yet.</summary>
    public static StringMap Choice(PrivateState? state) =>
        state is not null && state.TryGet(ChoiceKey, out var bytes)
            ? new(JsonNode.Parse(bytes)!.AsObject().Select(static one => KeyValuePair.Create(one.Key, (string)one.Value!)))
            : StringMap.Empty;

    /// <summary>Null: a state that was tainted, imported or lost it.</summary>
    public static string? Token(PrivateState state) =>
        state.TryGet(TokenKey, out var bytes) ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>An error when somebody has edited what is remembered into something that nothing here writes.</summary>
    /// <param name="what">As in "Backups".</param>
    public static bool IsReadable(PrivateState state, string what, Diagnostics diagnostics)
    {
        if ((Token(state) is not { } token || Guid.TryParseExact(token, "N", out _))
            && Replacement(state) is null or "" or "retain" or "delete")
        {
            return true;
        }

        diagnostics.AddError("Unreadable Private State",
            "What this provider has recorded beside the resource (its private state) is not what it wrote: the state was edited, or "
            + $"damaged. Nothing was read or changed on any cluster.\n\nGo back to an earlier version of the state, or forget the resource "
            + $"(terraform state rm): its {what} stay as they are.");
        return false;
    }

    /// <param name="deletionPolicy">As the create plans it: what is replaced may be kept from now on.</param>
    public static void SetReplacement(PrivateState state, string deletionPolicy) =>
        state.Set(ReplacementKey, Encoding.UTF8.GetBytes(deletionPolicy));

    /// <summary>The planned <c>deletion_policy</c> of what replaces it; null: it is not replaced, or only after the new one.</summary>
    public static string? Replacement(PrivateState state) =>
        state.TryGet(ReplacementKey, out var bytes) ? Encoding.UTF8.GetString(bytes) : null;
}

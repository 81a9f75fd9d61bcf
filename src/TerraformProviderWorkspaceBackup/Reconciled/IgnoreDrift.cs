using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Reconciled;

/// <summary>
/// The argument <c>ignore_drift</c>: which fields others may change. Terraform's own <c>ignore_changes</c> cannot say it, because
/// drift shows in computed values.
/// </summary>
/// <param name="names">The arguments that can be named.</param>
/// <param name="partOf">By argument, the one that it is written together with.</param>
internal sealed class IgnoreDrift(IReadOnlyList<string> names, IReadOnlyDictionary<string, string> partOf)
{
    public SchemaAttribute<IReadOnlySet<string>> Argument => new("ignore_drift", Codec.Set(Codec.String))
    {
        Presence = Presence.Optional,
        Description = $"Arguments that others may change. What they change once it is made is kept, as with `[\"{names[0]}\"]`.",
        Validators = [new Rule<IReadOnlySet<string>>(Problem)],
    };

    /// <summary>The arguments whose change is not written, because they are named.</summary>
    public IEnumerable<string> Of(StringSet ignored) =>
        [.. names.Where(ignored.Contains), .. partOf.Where(part => ignored.Contains(part.Value)).Select(static part => part.Key)];

    private string? Problem(IReadOnlySet<string> ignored)
    {
        var unknown = ignored.Except(names).Order(StringComparer.Ordinal).FirstOrDefault();
        return unknown is null ? null
            : partOf.TryGetValue(unknown, out var whole)
                ? $"\"{unknown}\" is written as a part of \"{whole}\"; name that."
            : NearestWord.To(unknown, names) is { } near
                ? $"\"{unknown}\" is not an argument that can be ignored; \"{near}\" is."
            : $"\"{unknown}\" is not an argument that can be ignored. These can: {string.Join(", ", names.Order(StringComparer.Ordinal))}.";
    }
}

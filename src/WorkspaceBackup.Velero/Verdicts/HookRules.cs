using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>The hooks of a Backup: what its definition refuses, and what stops the backup when it runs.</summary>
internal static class HookRules
{
    private const string Field = "hooks.resources";

    public static IEnumerable<VerdictReason> JudgeShape(JsonObject spec)
    {
        foreach (var (hook, name) in Hooks(spec))
        {
            foreach (var exec in Execs(hook))
            {
                if (MergePatch.Find(exec, "command") is not JsonArray { Count: > 0 })
                {
                    yield return new VerdictReason(
                        VerdictRule.HookCommandMissing, Fate.Refused, Mending.Spec, Field,
                        $"The hook \"{name}\" has no command to run.")
                    {
                        Subject = name,
                    };
                }

                if (Json.Text(exec, "onError") is { } onError and not ("Continue" or "Fail"))
                {
                    yield return new VerdictReason(
                        VerdictRule.HookOnErrorUnknown, Fate.Refused, Mending.Spec, Field,
                        $"\"{onError}\" of the hook \"{name}\" is not what to do on an error: that is Continue or Fail.")
                    {
                        Subject = name,
                    };
                }

                if (BackupVerdicts.IsNegative(Json.Text(exec, "timeout")))
                {
                    yield return new VerdictReason(
                        VerdictRule.DurationNegative, Fate.Good, Mending.Spec, Field,
                        $"The timeout of the hook \"{name}\" is negative: it is over before the command begins.")
                    {
                        Subject = name,
                    };
                }
            }
        }
    }

    public static IEnumerable<VerdictReason> JudgeSelectors(JsonObject spec, VeleroRelease release) =>
        Hooks(spec)
            .Select(hook => (hook.Name, Error: GoSelector.ErrorOf(MergePatch.Find(hook.Hook, "labelSelector"), release)))
            .Where(hook => hook.Error is not null)
            .Select(hook => new VerdictReason(
                VerdictRule.HookSelectorInvalid, Fate.Never, Mending.Spec, Field,
                $"The selector of the hook \"{hook.Name}\" cannot become a query: {hook.Error!.Text}. The backup fails "
                + "before it has begun.")
            {
                Subject = hook.Name,
                Phase = Phases.Failed,
                Said = hook.Error.Said,
            });

    /// <summary>
    /// Hooks that run nothing. Source: Velero's <c>internal/hook/item_hook_handler.go</c>, which looks at pods alone.
    /// </summary>
    /// <param name="steps">Where a hook of this kind has its steps.</param>
    public static IEnumerable<VerdictReason> JudgeEffect(JsonObject spec, ResourceNames names, params string[] steps)
    {
        const string Pods = "pods";
        foreach (var (hook, name) in Hooks(spec))
        {
            var included = Json.Texts(hook, "includedResources").ToList();
            var why = steps.All(step => MergePatch.Find(hook, step) is not JsonArray { Count: > 0 }) ? "it has no steps"
                : (included.Count > 0 && !Matches(included)) || Matches(Json.Texts(hook, "excludedResources"))
                    ? "its resources leave out pods, and Velero runs hooks in pods only"
                    : null;
            if (why is not null)
            {
                yield return new VerdictReason(
                    VerdictRule.HookWithoutEffect, Fate.Good, Mending.Spec, Field, $"The hook \"{name}\" never runs: {why}.")
                {
                    Subject = name,
                };
            }
        }

        bool Matches(IEnumerable<string> list) => list.Any(entry => Glob.IsMatch(names.Resolve(entry), Pods));
    }

    public static IEnumerable<(JsonNode? Hook, string Name)> Hooks(JsonObject spec) =>
        (MergePatch.Find(spec, "hooks", "resources") as JsonArray ?? []).Select(hook => (hook, Json.Text(hook, "name") ?? ""));

    private static IEnumerable<JsonNode> Execs(JsonNode? hook) =>
        (MergePatch.Find(hook, "pre") as JsonArray ?? []).Concat(MergePatch.Find(hook, "post") as JsonArray ?? [])
            .Select(action => MergePatch.Find(action, "exec"))
            .OfType<JsonNode>();
}

using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Tests.Verdicts;

/// <summary>Hooks that run nothing. Source: Velero's <c>internal/hook/item_hook_handler.go</c>.</summary>
public sealed class HookRulesTests
{
    private const string OtherThanPods = "The hook \"h\" never runs: its resources leave out pods, and Velero runs hooks in pods only.";
    private const string NoSteps = "The hook \"h\" never runs: it has no steps.";

    [Theory]
    [InlineData(""" "includedResources":["deployments"], "STEPS" """, OtherThanPods)]
    [InlineData(""" "excludedResources":["po"], "STEPS" """, OtherThanPods)]
    [InlineData(""" "excludedResources":["*"], "STEPS" """, OtherThanPods)]
    [InlineData(""" "includedResources":["Pod","deployments"], "STEPS" """, null)]
    [InlineData(""" "includedResources":["*"], "excludedResources":["jobs"], "STEPS" """, null)]
    [InlineData(""" "STEPS" """, null)]
    [InlineData(""" "includedResources":["pods"] """, NoSteps)]
    [InlineData(""" "pre":[], "post":[], "postHooks":[] """, NoSteps)]
    public void A_hook_that_never_runs_is_a_warning(string hook, string? text)
    {
        var backup = BackupVerdicts.Of(
            Spec(hook, """ "post":[{"exec":{"command":["true"]}}] """), new ClusterKnowledge { Velero = new VeleroRelease(1, 18, 2) });
        var restore = RestoreVerdicts.Of(
            Spec(hook, """ "postHooks":[{"exec":{"command":["true"]}}] """), new ClusterKnowledge { Velero = new VeleroRelease(1, 18, 2) });

        Assert.All([backup, restore], verdict =>
        {
            var reasons = verdict.Reasons.Where(reason => reason.Rule == VerdictRule.HookWithoutEffect).ToList();
            Assert.Equal(text, reasons.SingleOrDefault()?.Text);
            Assert.All(verdict.Reasons, reason => Assert.False(reason.IsErrorFor(runsNow: true)));
        });
    }

    private static JsonObject Spec(string hook, string steps) => (JsonObject)JsonNode.Parse(
        $$$"""{"backupName":"b","includedNamespaces":["app"],"hooks":{"resources":[{"name":"h",{{{hook.Replace(""" "STEPS" """.Trim(), steps, StringComparison.Ordinal)}}}}]}}""")!;
}

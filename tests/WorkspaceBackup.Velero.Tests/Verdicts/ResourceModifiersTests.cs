using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Tests.Verdicts;

/// <summary>
/// What Velero refuses of a ConfigMap with resource modifiers. Source: <c>internal/resourcemodifiers</c>, from 1.12 to the
/// main branch.
/// </summary>
public sealed class ResourceModifiersTests
{
    private const string Rule = "resourceModifierRules[0]";
    private const string Operations = "they are add, remove, replace, test, move, copy";
    private const string Parsing = "Error in parsing resource modifiers provided in configmap velero/m: failed to decode yaml data into resource modifiers, err: error unmarshaling JSON: while decoding JSON: json: ";
    private const string Validation = "Validation error in resource modifiers provided in configmap velero/m: ";

    [Theory]
    [InlineData("conditions: {groupResource: pods}, patches: [{operation: replac, path: /a}]", $"{Rule}.patches[0] has the operation \"replac\"; {Operations}", $"{Validation}unsupported operation replac")]
    [InlineData("conditions: {groupResource: pods}, patches: [{path: /a}]", $"{Rule}.patches[0] has no operation; {Operations}", $"{Validation}operation cannot be empty")]
    [InlineData("conditions: {groupResource: pods}, patches: [{operation: add, path: \"\"}]", $"{Rule}.patches[0] has no path, such as \"/spec/replicas\"", $"{Validation}path cannot be empty")]
    [InlineData("conditions: {namespaces: [app]}, mergePatches: [{patchData: a}]", $"{Rule}.conditions names no groupResource, such as \"deployments.apps\"", $"{Validation}groupkResource cannot be empty")]
    [InlineData("mergePatches: [{patchData: a}]", $"{Rule}.conditions names no groupResource, such as \"deployments.apps\"", $"{Validation}groupkResource cannot be empty")]
    [InlineData("conditions: {groupResource: pods}, patches: [{operation: add, path: /a}], strategicPatches: [{patchData: a}]", $"{Rule} has patches and strategicPatches, and a rule has patches of one kind", $"{Validation}only one of patches, mergePatches, strategicPatches can be specified")]
    [InlineData("condition: {groupResource: pods}", $"this version knows no field \"condition\" in {Rule}; \"conditions\" is probably meant", $"{Parsing}unknown field \"condition\"")]
    [InlineData("conditions: {groupResource: pods, matches: [{key: a}]}", $"this version knows no field \"key\" in {Rule}.conditions.matches[0]", $"{Parsing}unknown field \"key\"")]
    [InlineData("conditions: {groupResource: pods, namespaces: app}", $"{Rule}.conditions.namespaces is no list", $"{Parsing}cannot unmarshal string into Go value of type []string")]
    [InlineData("conditions: {groupResource: pods}, patches: [{operation: add, path: /a, value: {a: b}}]", $"{Rule}.patches[0].value is no text", $"{Parsing}cannot unmarshal object into Go value of type string")]
    public void A_rule_that_velero_refuses_is_refused(string rule, string reason, string said)
    {
        var verdict = Of($"version: v1\nresourceModifierRules:\n- {{{rule}}}\n");

        var found = Assert.Single(verdict.Reasons);
        Assert.Equal(
            (VerdictRule.ModifierUnreadable, $"Velero cannot use the ConfigMap \"velero/m\": {reason}."), (found.Rule, found.Text));
        Assert.Equal([said], verdict.ValidationErrors);
    }

    [Theory]
    [InlineData("{conditions: {groupresource: '*'}, Patches: [{Operation: Replace, path: /a, value: 3}]}")]
    [InlineData("{conditions: {groupResource: pods, resourceNameRegex: ^a$, namespaces: [app], labelSelector: {matchLabels: {a: b}, matchExpressions: [{key: c, operator: In, values: [d]}]}, matches: [{path: /a, value: 1}]}, mergePatches: [{patchData: a}]}")]
    [InlineData("{conditions: {groupResource: pods}, patches: , mergePatches: [], strategicPatches: [{patchData: a}]}")]
    [InlineData("&first {conditions: {groupResource: pods}, patches: [{operation: remove, path: /a}]}\n- {<<: *first, patches: [{operation: remove, path: /b}]}")]
    public void A_rule_that_velero_reads_is_taken(string rules) =>
        Assert.Empty(Of($"version: V1\nresourceModifierRules:\n- {rules}\n").Reasons);

    private static Verdict Of(string rules) => RestoreVerdicts.Of(
        (JsonObject)JsonNode.Parse("""{"backupName":"b","resourceModifier":{"kind":"ConfigMap","name":"m"}}""")!,
        new ClusterKnowledge
        {
            Velero = new VeleroRelease(1, 18, 2),
            Backups = [new KnownBackup("b", Phases.Completed, "default")],
            ConfigMaps = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["m"] = new Dictionary<string, string> { ["rules.yaml"] = rules },
            },
        });
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AcceptanceTests.Harness;

/// <summary>A saved plan, as <c>terraform show -json</c> describes it.</summary>
internal sealed class TerraformPlan(TerraformResult run, JsonNode? document)
{
    public IReadOnlyList<Diagnostic> Diagnostics => run.Diagnostics;

    public IReadOnlyList<Diagnostic> Warnings => run.Warnings;

    /// <summary>Nothing to do, as <c>-detailed-exitcode</c> says it: also no change of an output.</summary>
    public TerraformPlan IsEmpty()
    {
        Assert.True(run.Command.ExitCode == 0, $"expected an empty plan\n{run}\n{document?["resource_changes"]}");
        return this;
    }

    /// <summary><c>create</c>, <c>update</c>, <c>delete</c>, or none, for a resource.</summary>
    public IReadOnlyList<string> ActionsOn(string address) =>
        [.. Change(address)["actions"]!.AsArray().Select(action => (string)action!).Where(action => action != "no-op")];

    public JsonNode? Before(string address) => Change(address)["before"];

    public JsonNode? After(string address) => Change(address)["after"];

    /// <summary>What changes in a map of objects, as <c>key.attribute: before -> after</c>.</summary>
    public IReadOnlyList<string> ChangesIn(string address, string map)
    {
        var before = Before(address)?[map]?.AsObject() ?? [];
        var after = After(address)?[map]?.AsObject() ?? [];
        var changes =
            from key in before.Select(p => p.Key).Union(after.Select(p => p.Key)).Order()
            let old = Flat(before[key])
            let @new = Flat(after[key])
            from name in old.Select(p => p.Key).Union(@new.Select(p => p.Key)).Order()
            where !JsonNode.DeepEquals(old[name], @new[name])
            select $"{key}.{name}: {Show(old[name])} -> {Show(@new[name])}";
        return [.. changes];
    }

    /// <summary>The members of an object, those of a member that is one too as <c>name.member</c>.</summary>
    private static JsonObject Flat(JsonNode? node) => new((node?.AsObject() ?? []).SelectMany(member =>
        member.Value is JsonObject inner
            ? inner.Select(one => KeyValuePair.Create($"{member.Key}.{one.Key}", one.Value?.DeepClone()))
            : [KeyValuePair.Create(member.Key, member.Value?.DeepClone())]));

    private JsonNode Change(string address) =>
        document!["resource_changes"]!.AsArray().Single(change => (string)change!["address"]! == address)!["change"]!;

    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Show(JsonNode? node) => node?.ToJsonString(s_readable) ?? "null";
}

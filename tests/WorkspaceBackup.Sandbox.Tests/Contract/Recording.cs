using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VeleroSandbox.Tests.Contract;

/// <summary>
/// The answers of a real API server (Kubernetes 1.20 with the apply engine of 1.22) to every case, kept beside the
/// cases.
/// </summary>
internal static class Recording
{
    private static readonly Lazy<JsonObject> s_answers = new(() =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("recording.json")!;
        return (JsonObject)JsonNode.Parse(stream)!;
    });

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Set, the answers of the real server are written instead of compared.</summary>
    public static bool IsWanted => Environment.GetEnvironmentVariable("RECORD_CONTRACT") is "1";

    public static IEnumerable<string> Names => s_answers.Value.Select(entry => entry.Key);

    public static JsonNode? Of(ContractCase contract) => s_answers.Value[contract.Name];

    public static void Write(
        IEnumerable<KeyValuePair<string, JsonNode?>> answers, [CallerFilePath] string source = "") =>
        File.WriteAllText(
            Path.Combine(Path.GetDirectoryName(source)!, "recording.json"),
            new JsonObject(answers.Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())))
                .ToJsonString(Indented) + "\n");

    public static string Show(JsonNode? answers) => answers?.ToJsonString(Indented) ?? "nothing recorded";
}

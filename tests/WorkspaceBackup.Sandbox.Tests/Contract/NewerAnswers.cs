using System.Text.Json.Nodes;
using VeleroSandbox.Json;

namespace VeleroSandbox.Tests.Contract;

/// <summary>
/// Where newer Kubernetes differs from the recording: what its last answer is, from the API conventions and from
/// answers
/// taken of 1.36.
/// </summary>
internal static class NewerAnswers
{
    private static readonly Dictionary<string, string> Answers = new(StringComparer.Ordinal)
    {
        ["Strict field validation"] =
            "400 BadRequest Schedule in version \"v1\" cannot be handled as a Schedule: strict decoding error: "
            + "unknown field \"spec.template.nonsense\"",
        ["Strict field validation names every unknown field, in order"] =
            "400 BadRequest Schedule in version \"v1\" cannot be handled as a Schedule: strict decoding error: "
            + "unknown field \"spec.template.first\", unknown field \"spec.template.whole\", "
            + "unknown field \"spec.when\", unknown field \"metadata.zone\"",
        ["Strict field validation of a merge patch"] = "422 Invalid  \"\" is invalid FieldValueInvalid patch",
        ["Types, enums and bounds are checked below lists"] =
            "422 Invalid Schedule.velero.io \"x\" is invalid "
            + "FieldValueInvalid spec.template.hooks.resources[0].pre[0].exec.command; "
            + "FieldValueNotSupported spec.template.hooks.resources[0].pre[0].exec.onError; "
            + "FieldValueTypeInvalid spec.template.includedNamespaces; FieldValueTypeInvalid spec.template.ttl",
        ["A null in a list is a wrong type"] =
            "422 Invalid Schedule.velero.io \"x\" is invalid FieldValueTypeInvalid spec.template.includedNamespaces[0]",
        ["A fraction is no integer"] =
            "422 Invalid Schedule.velero.io \"x\" is invalid FieldValueTypeInvalid "
            + "spec.template.uploaderConfig.parallelFilesUpload",
        ["A selector's expression needs its operator"] =
            "422 Invalid Schedule.velero.io \"x\" is invalid FieldValueRequired "
            + "spec.template.labelSelector.matchExpressions[0].operator",
        ["A spec that is a list is refused"] =
            "422 Invalid Schedule.velero.io \"a\" is invalid FieldValueTypeInvalid spec",
        ["The enum of a phase and the form of a time are checked in status"] =
            "422 Invalid Schedule.velero.io \"a\" is invalid FieldValueNotSupported status.phase; "
            + "FieldValueTypeInvalid status.lastBackup",
        ["A patch that is no JSON is refused"] = "400 BadRequest error decoding patch: unexpected end of JSON input",
    };

    public static string Of(string name) => Answers[name];

    /// <summary>Status, reason, message and causes of the last answer, in one line.</summary>
    public static string Digest(JsonArray answers)
    {
        var last = answers[^1];
        var body = last.At("body");
        var causes = (body.At("details", "causes") as JsonArray ?? [])
            .Select(cause => $"{cause.Text("reason")} {cause.Text("field")}")
            .Order(StringComparer.Ordinal);
        return $"{last!["status"]} {body.Text("reason")} {body.Text("message")} {string.Join("; ", causes)}".TrimEnd();
    }
}

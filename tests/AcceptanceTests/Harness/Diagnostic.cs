using System.Text.Json.Nodes;

namespace AcceptanceTests.Harness;

/// <summary>One of Terraform's diagnostics, from its JSON output.</summary>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Code">The line of configuration it points at; null when it points at none.</param>
/// <param name="Context">The block that line is in, such as <c>provider "workspace"</c>.</param>
internal sealed record Diagnostic(string Severity, string Summary, string Detail, string? Code, string? Context)
{
    public bool IsError => Severity == "error";

    public static Diagnostic From(JsonNode json) => new(
        (string)json["severity"]!,
        (string)json["summary"]!,
        (string?)json["detail"] ?? "",
        ((string?)json["snippet"]?["code"])?.Trim(),
        (string?)json["snippet"]?["context"]);

    public override string ToString() =>
        $"{Severity}: {Summary}{(Code is null ? "" : $" [{Context}: {Code}]")}\n{Detail}\n";
}

using System.Text.Json.Nodes;

namespace AcceptanceTests.Harness;

/// <summary>How one run of the Terraform CLI ended.</summary>
internal sealed class TerraformResult
{
    private TerraformResult(CommandResult command, IReadOnlyList<Diagnostic> diagnostics)
    {
        Command = command;
        // Terraform says so in every run that takes the provider from a folder.
        Diagnostics = [.. diagnostics.Where(d => d.Summary != "Provider development overrides are in effect")];
    }

    public CommandResult Command { get; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    public IReadOnlyList<Diagnostic> Errors => [.. Diagnostics.Where(d => d.IsError)];

    public IReadOnlyList<Diagnostic> Warnings => [.. Diagnostics.Where(d => !d.IsError)];

    /// <summary>From the JSON lines of <c>plan</c>, <c>apply</c> and <c>destroy</c>.</summary>
    public static TerraformResult FromLines(CommandResult command) => new(command, [.. command.Output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line.StartsWith('{'))
        .Select(line => JsonNode.Parse(line)!)
        .Where(line => (string?)line["type"] == "diagnostic")
        .Select(line => Diagnostic.From(line["diagnostic"]!))]);

    /// <summary>From the one document that <c>validate</c> prints with <c>-json</c>.</summary>
    public static TerraformResult FromDocument(CommandResult command) =>
        new(command, [.. JsonNode.Parse(command.Output)!["diagnostics"]!.AsArray().Select(d => Diagnostic.From(d!))]);

    /// <summary>From a command that prints text for people.</summary>
    public static TerraformResult FromText(CommandResult command) => new(command, []);

    public TerraformResult Succeeded()
    {
        Assert.True(Command.ExitCode == 0, ToString());
        return this;
    }

    public TerraformResult Failed()
    {
        Assert.True(Command.ExitCode == 1, ToString());
        return this;
    }

    public override string ToString() =>
        $"exit code {Command.ExitCode}\n{string.Concat(Diagnostics)}{(Diagnostics.Count > 0 ? "" : Command.Output)}\n"
        + Command.Error;
}

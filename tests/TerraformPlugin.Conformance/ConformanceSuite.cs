using TerraformPlugin.Conformance.Core;
using TerraformPlugin.Conformance.Generation;
using TerraformPlugin.Conformance.Plugin;
using TerraformPlugin.Conformance.Scenarios;
using TerraformPlugin.Hosting.Protocol;

namespace TerraformPlugin.Conformance;

/// <summary>
/// Plays Terraform over gRPC against everything that a provider offers, and tells which of Terraform's rules it breaks.
/// </summary>
public static class ConformanceSuite
{
    /// <summary>Runs every scenario; a broken one does not stop the others.</summary>
    public static Task<IReadOnlyList<Finding>> RunAsync(RunningPlugin plugin, ConformanceOptions options) =>
        RunAsync(plugin.Client, options);

    internal static async Task<IReadOnlyList<Finding>> RunAsync(
        Provider.ProviderClient client, ConformanceOptions options)
    {
        var findings = new List<Finding>();
        Session? opened = null;
        await RunAsync(findings, "provider", "opening", async () => opened = await Session.OpenAsync(client, options.Cli));
        if (opened is not { } session)
        {
            return findings;
        }

        var provider = new ProviderScenarios(session, options);
        foreach (var (name, scenario) in provider.BeforeConfigure)
        {
            await RunAsync(findings, "provider", name, scenario);
        }

        await RunAsync(findings, "provider", "configure", async () => Valid(await session.ConfigureAsync(
            ConfigReader.Read(session.ProviderConfig, options.ProviderConfig))));
        foreach (var type in session.Resources.Keys.Where(Wanted).Order(StringComparer.Ordinal))
        {
            var subject = options.Resources.GetValueOrDefault(type) ?? new();
            foreach (var (name, scenario) in new ResourceScenarios(session, type, subject, options).All)
            {
                await RunAsync(findings, type, name, scenario);
            }
        }

        foreach (var (subject, name, scenario) in new ReadingScenarios(session, options).All.Where(s => Wanted(s.Subject)))
        {
            await RunAsync(findings, subject, name, scenario);
        }

        foreach (var (name, scenario) in provider.AfterAll)
        {
            await RunAsync(findings, "provider", name, scenario);
        }

        return findings;

        bool Wanted(string subject) => options.Only?.Contains(subject) ?? true;
    }

    /// <exception cref="BrokenRuleException">The call refused what is valid.</exception>
    internal static void Valid(Findings findings)
    {
        if (findings.Failed)
        {
            throw new BrokenRuleException(Rule.ValidRefused, $"{findings}");
        }
    }

    private static async Task RunAsync(List<Finding> findings, string subject, string name, Func<Task> scenario)
    {
        try
        {
            await scenario();
        }
        catch (BrokenRuleException e)
        {
            // What is wrong with a state of megabytes is said in a line all the same.
            findings.Add(new(e.Rule, subject, name, e.Text.Length <= 500 ? e.Text : e.Text[..500]));
        }
    }
}

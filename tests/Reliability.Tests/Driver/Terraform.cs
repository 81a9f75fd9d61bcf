using System.Text;
using System.Text.Json.Nodes;
using TerraformPlugin.Conformance.Core;
using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup;
using VeleroSandbox;

namespace Reliability.Tests.Driver;

/// <summary>
/// Terraform's part, in this process: the calls that its commands make to a provider, in their order, with the checks
/// that it makes of the answers. Addresses are <c>type.name</c>.
/// </summary>
internal sealed class Terraform(Sandbox sandbox, IdleTime time)
{
    public static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(7);

    private static readonly TimeSpan s_hangs = TimeSpan.FromSeconds(60);
    private static readonly WorkspaceProvider s_provider = new("schemas", TimeProvider.System);
    private static readonly Dictionary<string, Schema> s_schemas =
        s_provider.Resources.ToDictionary(entry => entry.Key, entry => entry.Value().Schema, StringComparer.Ordinal);

    public SortedDictionary<string, JsonObject> Configuration { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, Instance> State { get; } = new(StringComparer.Ordinal);

    /// <summary>The clusters of the provider configuration.</summary>
    public SortedSet<string> Clusters { get; } = new(sandbox.Clusters.Select(c => c.Name), StringComparer.Ordinal);

    /// <summary>The cluster whose credentials come from a plugin, which fails.</summary>
    public string? WithFailingPlugin { get; set; }

    public HashSet<string> Detached { get; } = new(StringComparer.Ordinal);

    public static TerraformValue Value(string address, EncodedValue value)
    {
        var type = SchemaOf(address).Type;
        return value.IsEmpty ? TerraformValue.Null(type) : MessagePackCodec.Decode(value.MessagePack.Span, type);
    }

    public static string TypeOf(string address) => address[..address.IndexOf('.')];

    /// <summary><c>terraform plan</c>.</summary>
    public Report Plan() => Run((process, report) => PlanAsync(process, report, refreshOnly: false));

    /// <summary><c>terraform refresh</c>: what is found becomes the state.</summary>
    public Report Refresh()
    {
        var report = Run((process, report) => PlanAsync(process, report, refreshOnly: true));
        if (!report.HasErrors)
        {
            Save(report.Changes);
        }

        return report;
    }

    /// <summary>Carries out a plan.</summary>
    public Report Apply(Report plan)
    {
        Save(plan.Changes);
        return Run(async (process, report) =>
        {
            foreach (var change in plan.Changes.Where(change => change.Action != ActionKind.NoOp))
            {
                await ApplyAsync(process, change, report);
            }
        });
    }

    /// <summary><c>terraform apply</c>: nothing is applied when planning fails.</summary>
    public Report Apply()
    {
        var plan = Plan();
        if (plan.HasErrors)
        {
            plan.IsStopped = true;
            return plan;
        }

        if (plan.IsEmpty)
        {
            Save(plan.Changes);
            return plan;
        }

        var report = Apply(plan);
        report.Diagnostics.InsertRange(0, plan.Diagnostics);
        report.Bugs.AddRange(plan.Bugs);
        report.Changes.AddRange(plan.Changes);
        return report;
    }

    /// <summary><c>terraform import</c>.</summary>
    public Report Import(string address, string id) => Run(async (process, report) =>
    {
        var imported = await process.Server.ImportResourceState(
            new() { TypeName = TypeOf(address), Id = id }, CancellationToken.None);
        report.Diagnostics.AddRange(imported.Diagnostics);
        if (report.HasErrors || imported.ImportedResources is not [var found])
        {
            return;
        }

        var read = await ReadAsync(process, address, new Instance(found.State, found.Private), report);
        if (read is null && !report.HasErrors)
        {
            report.Bugs.Add("what was imported is not there");
        }
        else if (read is not null && !report.HasErrors)
        {
            State[address] = read;
        }
    });

    /// <summary>Reads a data source.</summary>
    public (Report Report, TerraformValue Value) Data(string type, JsonObject config)
    {
        var value = TerraformValue.Null(s_provider.DataSources[type]().Schema.Type);
        var report = Run(async (process, report) =>
        {
            var response = await process.Server.ReadDataSource(
                new() { TypeName = type, Config = ProviderProcess.Json(config) }, CancellationToken.None);
            report.Diagnostics.AddRange(response.Diagnostics);
            if (!response.State.IsEmpty)
            {
                value = MessagePackCodec.Decode(response.State.MessagePack.Span, value.Type);
            }

            if (!value.IsWhollyKnown)
            {
                report.Bugs.Add($"{type} was read with unknown values");
            }
        });
        return (report, value);
    }

    /// <summary>Configures the provider, and asks it for nothing.</summary>
    public Report Configure() => Run((_, _) => Task.CompletedTask);

    private static Schema SchemaOf(string address) => s_schemas[TypeOf(address)];

    private static EncodedValue Encode(TerraformValue value) => new(MessagePackCodec.Encode(value, value.Type));

    private Report Run(Func<ProviderProcess, Report, Task> work)
    {
        var report = new Report();
        return Pump.Run(
            time,
            async () =>
            {
                using var process = await ProviderProcess.StartAsync(sandbox, Clusters, Detached, WithFailingPlugin, time, report);
                if (!report.HasErrors)
                {
                    await work(process, report);
                }

                return report;
            },
            s_hangs);
    }

    /// <summary>A refresh that nothing is applied after is kept all the same.</summary>
    private void Save(IEnumerable<PlannedChange> changes)
    {
        foreach (var change in changes)
        {
            if (change.Prior is { } refreshed)
            {
                State[change.Address] = refreshed;
            }
            else
            {
                State.Remove(change.Address);
            }
        }
    }

    private async Task PlanAsync(ProviderProcess process, Report report, bool refreshOnly)
    {
        foreach (var address in State.Keys.Union(Configuration.Keys).ToList())
        {
            var prior = State.GetValueOrDefault(address);
            if (prior is not null)
            {
                var errors = report.Diagnostics.Count(d => d.Severity == Severity.Error);
                prior = await ReadAsync(process, address, prior, report);
                if (report.Diagnostics.Count(d => d.Severity == Severity.Error) > errors)
                {
                    continue;
                }
            }

            if (refreshOnly)
            {
                report.Changes.Add(new PlannedChange(address, ActionKind.NoOp, prior));
            }
            else if (await PlanAsync(process, address, prior, report) is { } change)
            {
                report.Changes.Add(change);
            }
        }
    }

    private static async Task<Instance?> ReadAsync(
        ProviderProcess process, string address, Instance prior, Report report)
    {
        var read = await process.Server.ReadResource(
            new() { TypeName = TypeOf(address), CurrentState = prior.State, Private = prior.Private },
            CancellationToken.None);
        report.Diagnostics.AddRange(read.Diagnostics);
        var value = Value(address, read.NewState);
        if (!value.IsWhollyKnown)
        {
            report.Bugs.Add($"{address} was read with unknown values");
        }

        return value.IsNull ? null : prior with { State = read.NewState, Private = read.Private };
    }

    private async Task<PlannedChange?> PlanAsync(
        ProviderProcess process, string address, Instance? prior, Report report)
    {
        if (!Configuration.TryGetValue(address, out var arguments))
        {
            return prior is null ? new PlannedChange(address, ActionKind.NoOp, null)
                : await PlanDeleteAsync(process, address, prior, report);
        }

        var schema = SchemaOf(address);
        var config = JsonCodec.Decode(Encoding.UTF8.GetBytes(arguments.ToJsonString()), schema.Type);
        if (prior is { IsTainted: true })
        {
            return await ReplaceAsync(process, address, prior, config, report);
        }

        var (planned, response) = await AskAsync(process, address, prior, config, report);
        if (planned is null)
        {
            return null;
        }

        if (prior is not null && response.RequiresReplace.Count > 0)
        {
            return await ReplaceAsync(process, address, prior, config, report);
        }

        var action = prior is null ? ActionKind.Create
            : planned.Equals(Value(address, prior.State)) ? ActionKind.NoOp
            : ActionKind.Update;
        return new PlannedChange(
            address, action, prior, Encode(config), response.PlannedState, response.PlannedPrivate);
    }

    private async Task<PlannedChange?> PlanDeleteAsync(
        ProviderProcess process, string address, Instance prior, Report report)
    {
        var response = await process.Server.PlanResourceChange(
            new() { TypeName = TypeOf(address), PriorState = prior.State, PriorPrivate = prior.Private },
            CancellationToken.None);
        report.Diagnostics.AddRange(response.Diagnostics);
        if (!Value(address, response.PlannedState).IsNull)
        {
            report.Bugs.Add($"{address} is to be destroyed and was planned as something");
        }

        return response.Diagnostics.Any(d => d.Severity == Severity.Error) ? null
            : new PlannedChange(address, ActionKind.Delete, prior, Private: response.PlannedPrivate);
    }

    /// <summary>A replacement is planned as a create of its own.</summary>
    private async Task<PlannedChange?> ReplaceAsync(
        ProviderProcess process, string address, Instance prior, TerraformValue config, Report report)
    {
        var (planned, response) = await AskAsync(process, address, null, config, report);
        return planned is null ? null : new PlannedChange(
            address, ActionKind.Replace, prior, Encode(config), response.PlannedState, response.PlannedPrivate);
    }

    private static async Task<(TerraformValue? Planned, PlanResourceChangeResponse Response)> AskAsync(
        ProviderProcess process, string address, Instance? prior, TerraformValue config, Report report)
    {
        var schema = SchemaOf(address);
        var core = CoreSchema.Of(schema.Attributes);
        var before = prior is null ? TerraformValue.Null(schema.Type) : Value(address, prior.State);
        var response = await process.Server.PlanResourceChange(
            new()
            {
                TypeName = TypeOf(address),
                Config = Encode(config),
                PriorState = Encode(before),
                ProposedNewState = Encode(ProposedNewState.Of(core, before, config)),
                PriorPrivate = prior?.Private ?? default,
            },
            CancellationToken.None);
        report.Diagnostics.AddRange(response.Diagnostics);
        if (response.Diagnostics.Any(d => d.Severity == Severity.Error))
        {
            return (null, response);
        }

        var planned = Value(address, response.PlannedState);
        report.Bugs.AddRange(PlanCheck.Violations(core, before, config, planned)
            .Select(static broken => $"{broken.Path} {broken.Text}"));
        return (planned, response);
    }

    private async Task ApplyAsync(ProviderProcess process, PlannedChange change, Report report)
    {
        var address = change.Address;
        if (change.Action is ActionKind.Delete or ActionKind.Replace
            && !await CallAsync(process, change with { Planned = default, Private = change.Prior!.Private }, report))
        {
            return;
        }

        if (change.Action == ActionKind.Delete)
        {
            return;
        }

        // The provider is asked again, in this process, for what it has planned.
        var prior = change.Action == ActionKind.Update ? change.Prior : null;
        var (planned, response) = await AskAsync(
            process, address, prior, Value(address, change.Config), report);
        if (planned is null)
        {
            return;
        }

        report.Bugs.AddRange(Differences(address, Value(address, change.Planned), planned)
            .Select(static difference => $"another plan at apply: {difference}"));
        await CallAsync(
            process,
            change with { Prior = prior, Planned = response.PlannedState, Private = response.PlannedPrivate },
            report);
    }

    private static IEnumerable<string> Differences(string address, TerraformValue planned, TerraformValue now) =>
        ResultCheck.Differences(CoreSchema.Of(SchemaOf(address).Attributes), planned, now)
            .Select(static difference => $"{difference.Path} {difference.Text}");

    /// <returns>Whether nothing failed.</returns>
    private async Task<bool> CallAsync(ProviderProcess process, PlannedChange change, Report report)
    {
        var address = change.Address;
        var nothing = Encode(TerraformValue.Null(SchemaOf(address).Type));
        var response = await process.Server.ApplyResourceChange(
            new()
            {
                TypeName = TypeOf(address),
                Config = change.Planned.IsEmpty ? nothing : change.Config,
                PriorState = change.Prior?.State ?? nothing,
                PlannedState = change.Planned.IsEmpty ? nothing : change.Planned,
                PlannedPrivate = change.Private,
            },
            CancellationToken.None);
        report.Diagnostics.AddRange(response.Diagnostics);
        var failed = response.Diagnostics.Any(d => d.Severity == Severity.Error);
        var reached = Value(address, response.NewState);
        if (!reached.IsWhollyKnown)
        {
            report.Bugs.Add($"{address} is unknown in part after the apply");
        }

        if (!failed && !change.Planned.IsEmpty)
        {
            report.Bugs.AddRange(Differences(address, Value(address, change.Planned), reached)
                .Select(static difference => $"another result than planned: {difference}"));
        }

        if (reached.IsNull)
        {
            State.Remove(address);
        }
        else
        {
            State[address] = new Instance(
                response.NewState,
                response.Private,
                change.Prior is null ? failed : change.Prior.IsTainted);
        }

        return !failed;
    }
}

using Google.Protobuf;
using TerraformPlugin.Conformance.Core;
using TerraformPlugin.Conformance.Generation;
using TerraformPlugin.Conformance.Schemas;
using TerraformPlugin.Hosting.Protocol;
using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Scenarios;

/// <summary>What Terraform's commands do to one resource in its life.</summary>
internal sealed class ResourceScenarios
{
    private readonly Session _session;
    private readonly string _type;
    private readonly Subject _subject;
    private readonly ConformanceOptions _options;
    private readonly ResourceDriver _driver;
    private readonly List<TerraformValue> _configs;
    private (TerraformValue Config, Instance Instance)? _standing;

    public ResourceScenarios(Session session, string type, Subject subject, ConformanceOptions options)
    {
        (_session, _type, _subject, _options) = (session, type, subject, options);
        _driver = new(session, type, subject.BeforeCreate, subject.Recomputed);
        var generator = new ConfigGenerator(options.Seed);
        _configs = subject.Configs.Count > 0
            ? [.. subject.Configs.Select(json => ConfigReader.Read(Schema, json))]
            : [.. Generate(generator, options.Generated)];
    }

    public IEnumerable<(string Name, Func<Task> Run)> All =>
    [
        ("life", LifeAsync),
        .. Every(static _ => true).Select(p => ($"create {p.Config} with {p.Path} unknown", (Func<Task>)(() =>
            UnknownAsync(_configs[p.Config], p.Path, p.Type, isNew: true)))),
        .. Every(static _ => true).Select(p => ($"config {p.Config} with {p.Path} unknown", (Func<Task>)(() =>
            UnknownAsync(_configs[p.Config], p.Path, p.Type, isNew: false)))),
        .. Every(static p => p.Attribute.Optional && !p.Value.IsNull).Select(p =>
            ($"config {p.Config} with {p.Path} null", (Func<Task>)(() => NullAsync(_configs[p.Config], p.Path, p.Type)))),
        ("leaving", LeaveAsync),
        ("replaced", ReplacedAsync),
        ("tainted", TaintedAsync),
        ("import", ImportAsync),
        ("upgrade", UpgradeAsync),
        ("move of what is foreign", MoveAsync),
        ("generated", GeneratedAsync),
        ("at once", AtOnceAsync),
        ("large", LargeAsync),
    ];

    private ObjectSchema Schema => _driver.Schema;

    /// <summary>Create, change, and destroy; and after each step nothing more to do.</summary>
    private async Task LifeAsync()
    {
        Instance? instance = null;
        foreach (var config in _configs.Concat(_configs.Take(1)))
        {
            instance = await SettleAsync(instance, config);
        }

        await GenerateConfigAsync(instance!);
        await DestroyAsync(instance!);
    }

    /// <summary>What <c>-generate-config-out</c> writes is valid.</summary>
    private async Task GenerateConfigAsync(Instance instance)
    {
        if (_session.Schema.ServerCapabilities?.GenerateResourceConfig is not true)
        {
            return;
        }

        var response = await Session.CallAsync(() => _session.Client.GenerateResourceConfigAsync(
            new() { TypeName = _type, State = Session.Encode(instance.State) }, Session.Options));
        ConformanceSuite.Valid(_session.Findings(response.Diagnostics, Schema));
        ConformanceSuite.Valid(await _driver.ValidateAsync(Session.Decode(response.Config, Schema.Type)));
    }

    /// <summary>What is unknown at plan is known at apply, and all that was known is the same then.</summary>
    private async Task UnknownAsync(
        TerraformValue config, Values.AttributePath path, TerraformType type, bool isNew)
    {
        var unknown = config.Replace(path.Steps.AsSpan(), TerraformValue.Unknown(type));
        if (isNew)
        {
            await OnceUnknownAsync(null, config, unknown, path);
            return;
        }

        // As a change of what is there.
        var other = _configs.FirstOrDefault(c => !c.Equals(config)) ?? config;
        await OnceUnknownAsync(await StandingAsync(other), config, unknown, path);
    }

    private async Task OnceUnknownAsync(
        Instance? prior, TerraformValue config, TerraformValue unknown, Values.AttributePath path)
    {
        var change = await _driver.PlanAsync(prior, unknown);
        if (change.Failed)
        {
            if (!_subject.MustBeKnown.ContainsKey(WithoutIndexes(path)))
            {
                throw new BrokenRuleException(Rule.UnknownRefused, $"{path}: {change.Findings}");
            }

            return;
        }

        // Before a replacement is planned again its old object is gone, which is still there here.
        if (change.IsDeferred || change.Action == ActionKind.Replace)
        {
            return;
        }

        var left = change.Action is ActionKind.Update or ActionKind.NoOp ? prior : null;
        var final = await _driver.PlanAsync(left, config, final: change);
        ConformanceSuite.Valid(final.Findings);
    }

    /// <summary>An argument goes away and comes back.</summary>
    private async Task NullAsync(TerraformValue config, Values.AttributePath path, TerraformType type)
    {
        var without = config.Replace(path.Steps.AsSpan(), TerraformValue.Null(type));
        var change = await _driver.PlanAsync(await StandingAsync(config), without);
        if (!change.Failed)
        {
            _standing = null;
            var applied = await _driver.ApplyAsync(change, without);
            ConformanceSuite.Valid(applied.Findings);
            await CheckSettledAsync(applied.Instance!, without);
            _standing = (config, await SettleAsync(applied.Instance, config));
        }
    }

    /// <summary>One that is there, for the scenarios that leave it as it was.</summary>
    private async Task<Instance> StandingAsync(TerraformValue config)
    {
        if (_standing is { } standing)
        {
            if (standing.Config.Equals(config))
            {
                return standing.Instance;
            }

            _standing = null;
            _standing = (config, await SettleAsync(standing.Instance, config));
        }
        else
        {
            _standing = (config, await CreateAsync(config));
        }

        return _standing.Value.Instance;
    }

    private async Task LeaveAsync()
    {
        if (_standing is { } standing)
        {
            _standing = null;
            await DestroyAsync(standing.Instance);
        }
    }

    /// <summary>Where a change replaces, in either order.</summary>
    private async Task ReplacedAsync()
    {
        foreach (var (from, to) in _configs.Zip(_configs.Skip(1)))
        {
            var instance = await CreateAsync(from);
            var change = await _driver.PlanAsync(instance, to);
            ConformanceSuite.Valid(change.Findings);
            if (change.Action == ActionKind.Replace)
            {
                var applied = await _driver.ApplyAsync(change, to, createFirst: true);
                instance = applied.Findings.Failed ? applied.Instance ?? instance : applied.Instance!;
            }

            await DestroyAsync(instance);
        }
    }

    private async Task TaintedAsync()
    {
        var instance = await CreateAsync(_configs[0]);
        instance = await SettleAsync(instance with { IsTainted = true }, _configs[0]);
        await DestroyAsync(instance);
    }

    /// <summary>By its id and by its identity: what is there is found, and not replaced by its own configuration.</summary>
    private async Task ImportAsync()
    {
        var instance = await CreateAsync(_configs[0]);
        if (_subject.ImportId is { } id)
        {
            await ImportedAsync(await _driver.ImportAsync(id(Json(instance.State)), null));
        }

        if (_subject.ImportId is not null && instance.Identity is { } identity)
        {
            await ImportedAsync(await _driver.ImportAsync(null, identity));
        }

        // Nobody's id: an answer of whatever kind, but an answer.
        await _driver.ImportAsync("no/such:thing", null);
        await DestroyAsync(instance);
    }

    private async Task ImportedAsync((Instance? Instance, Findings Findings) imported)
    {
        ConformanceSuite.Valid(imported.Findings);
        if (imported.Instance is not { } found)
        {
            throw new BrokenRuleException(Rule.ImportEmpty, "what was imported is not there");
        }

        var change = await _driver.PlanAsync(found, _configs[0]);
        ConformanceSuite.Valid(change.Findings);
        if (change.Action == ActionKind.Replace)
        {
            throw new BrokenRuleException(Rule.ImportDiffers, "what was imported is to be replaced");
        }
    }

    private async Task UpgradeAsync()
    {
        var instance = await CreateAsync(_configs[0]);
        await CheckUpgradeAsync(instance);
        foreach (var (version, json) in _subject.OldStates)
        {
            var (_, findings) = await _driver.UpgradeAsync(System.Text.Encoding.UTF8.GetBytes(json), version);
            ConformanceSuite.Valid(findings);
        }

        await DestroyAsync(instance);
    }

    private async Task MoveAsync()
    {
        var response = await Session.CallAsync(() => _session.Client.MoveResourceStateAsync(
            new()
            {
                SourceProviderAddress = "registry.example.com/foreign/foreign",
                SourceTypeName = "foreign_thing",
                SourceSchemaVersion = 7,
                SourceState = new() { Json = ByteString.CopyFromUtf8("""{"foreign":true}""") },
                TargetTypeName = _type,
            }, Session.Options));
        if (!_session.Findings(response.Diagnostics, null).Failed)
        {
            throw new BrokenRuleException(Rule.ForeignStateTaken, "a foreign state was taken over without an error");
        }
    }

    /// <summary>Whatever fits the schema gets an answer; where all of it is valid, a life.</summary>
    private async Task GeneratedAsync()
    {
        var generator = new ConfigGenerator(_options.Seed + 1);
        foreach (var config in Generate(generator, _options.Generated))
        {
            var change = await _driver.PlanAsync(null, config);
            if (_subject.Configs.Count == 0)
            {
                ConformanceSuite.Valid(change.Findings);
                await DestroyAsync(await CreateAsync(config));
            }
        }
    }

    private async Task AtOnceAsync()
    {
        var config = _configs[0];
        var instance = await CreateAsync(config);
        var request = _driver.PlanRequest(
            instance, instance.Private, instance.Identity, _configs[^1], planned: null);
        var alone = await PlanAsync(request);
        var together = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => PlanAsync(request)));
        if (together.Any(t => !t.PlannedState.Equals(alone.PlannedState)))
        {
            throw new BrokenRuleException(Rule.ConcurrentDiffers, "plans at the same time differ from one alone");
        }

        await DestroyAsync(instance);
    }

    /// <summary>A state of ten megabytes passes through every call.</summary>
    private async Task LargeAsync()
    {
        var place = Places(_configs[0]).FirstOrDefault(static p =>
            p.Attribute.Type.Kind == TypeKind.String && p.Path.Steps.Length == 1 && !p.Attribute.WriteOnly);
        if (place.Path is null)
        {
            return;
        }

        var large = _configs[0].Replace(
            place.Path.Steps.AsSpan(), TerraformValue.String(new string('x', _options.LargeState)));
        var change = await _driver.PlanAsync(null, large);
        if (!change.Failed)
        {
            await DestroyAsync(await SettleAsync(null, large));
        }
    }

    private Task<PlanResourceChange.Types.Response> PlanAsync(PlanResourceChange.Types.Request request) =>
        Session.CallAsync(() => _session.Client.PlanResourceChangeAsync(request, Session.Options));

    private async Task<Instance> CreateAsync(TerraformValue config)
    {
        var change = await _driver.PlanAsync(null, config);
        ConformanceSuite.Valid(change.Findings);
        var applied = await _driver.ApplyAsync(change, config);
        ConformanceSuite.Valid(applied.Findings);
        return applied.Instance!;
    }

    /// <summary>Plans and applies a configuration; then there is nothing more to do.</summary>
    private async Task<Instance> SettleAsync(Instance? prior, TerraformValue config)
    {
        var change = await _driver.PlanAsync(prior, config);
        ConformanceSuite.Valid(change.Findings);
        var applied = await _driver.ApplyAsync(change, config);
        ConformanceSuite.Valid(applied.Findings);
        return await CheckSettledAsync(applied.Instance!, config);
    }

    private async Task<Instance> CheckSettledAsync(Instance instance, TerraformValue config)
    {
        await RequireEmptyAsync(instance, config, "without a refresh");
        var (read, findings) = await _driver.ReadAsync(instance);
        ConformanceSuite.Valid(findings);
        if (read is null
            || ResultCheck.Differences(Schema, instance.State, read.State).FirstOrDefault() is { Path: not null })
        {
            var where = read is null ? "it is gone"
                : string.Join("; ", ResultCheck.Differences(Schema, instance.State, read.State)
                    .Select(static d => $"{d.Path} {d.Text}"));
            throw new BrokenRuleException(Rule.ReadChanges, $"read after the apply: {where}");
        }

        await RequireEmptyAsync(read, config, "after a refresh");
        await CheckUpgradeAsync(read);
        return read;
    }

    private async Task RequireEmptyAsync(Instance instance, TerraformValue config, string when)
    {
        var change = await _driver.PlanAsync(instance, config);
        ConformanceSuite.Valid(change.Findings);
        if (change.Action != ActionKind.NoOp)
        {
            var where = string.Join("; ", ResultCheck.Differences(Schema, change.Planned, instance.State)
                .Select(static d => $"{d.Path} {d.Text}")
                .Concat(change.Planned.Walk().Where(static w => w.Value.IsUnknown).Select(static w => $"{w.Path} unknown")));
            throw new BrokenRuleException(Rule.PlanNotEmpty, $"{change.Action} {when}: {where}");
        }
    }

    private async Task CheckUpgradeAsync(Instance instance)
    {
        var version = _session.Schema.ResourceSchemas[_type].Version;
        var (state, findings) = await _driver.UpgradeAsync(JsonCodec.Encode(instance.State, Schema.Type), version);
        ConformanceSuite.Valid(findings);
        if (!state.Equals(instance.State))
        {
            throw new BrokenRuleException(Rule.UpgradeChanges, "a state of this version is another after its upgrade");
        }
    }

    private async Task DestroyAsync(Instance instance)
    {
        var change = await _driver.PlanDestroyAsync(instance);
        ConformanceSuite.Valid(change.Findings);
        ConformanceSuite.Valid((await _driver.ApplyAsync(change, instance.State)).Findings);
    }

    private string Json(TerraformValue state) =>
        System.Text.Encoding.UTF8.GetString(JsonCodec.Encode(state, Schema.Type));

    private IEnumerable<(Values.AttributePath Path, AttributeSchema Attribute, TerraformValue Value)> Places(
        TerraformValue config) =>
        AttributeWalk.Of(Schema, config).Where(static a => ConfigGenerator.IsConfigurable(a.Attribute));

    /// <summary>Every argument of the schema that a configuration has, once.</summary>
    private IEnumerable<(int Config, Values.AttributePath Path, TerraformType Type)> Every(
        Func<(Values.AttributePath Path, AttributeSchema Attribute, TerraformValue Value), bool> wanted) =>
        _configs.SelectMany((config, i) => Places(config).Where(wanted).Select(p => (Config: i, p.Path, p.Attribute.Type)))
            .DistinctBy(static p => WithoutIndexes(p.Path));

    private IEnumerable<TerraformValue> Generate(ConfigGenerator generator, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var config = generator.Config(Schema);
            yield return config;
            yield return generator.Changed(Schema, config);
        }
    }

    private static string WithoutIndexes(Values.AttributePath path) => string.Join('.', path.Steps
        .OfType<PathStep.Attribute>().Select(static s => s.Name));
}

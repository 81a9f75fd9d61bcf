using System.Text;
using Grpc.Core;
using TerraformPlugin.Conformance.Core;
using TerraformPlugin.Conformance.Generation;
using TerraformPlugin.Conformance.Schemas;
using TerraformPlugin.Hosting.Protocol;
using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Scenarios;

/// <summary>Data sources, ephemeral resources, lists, actions and functions: what leaves no state.</summary>
internal sealed class ReadingScenarios(Session session, ConformanceOptions options)
{
    public IEnumerable<(string Subject, string Name, Func<Task> Run)> All =>
    [
        .. session.DataSources.SelectMany(e => Each(e.Key, "data", e.Value, options.DataSources, DataAsync)),
        .. session.EphemeralResources.SelectMany(e =>
            Each(e.Key, "ephemeral", e.Value, options.EphemeralResources, EphemeralAsync)),
        .. session.ListResources.SelectMany(e => Each(e.Key, "list", e.Value, options.ListResources, ListAsync)),
        .. session.Actions.SelectMany(e => Each(e.Key, "action", e.Value, options.Actions, ActionAsync)),
        .. session.Schema.Functions.Select(e =>
            (e.Key, "function", (Func<Task>)(() => FunctionAsync(e.Key, e.Value)))),
    ];

    private IEnumerable<(string Subject, string Name, Func<Task> Run)> Each(
        string type, string kind, ObjectSchema schema, IReadOnlyDictionary<string, Subject> subjects,
        Func<string, ObjectSchema, TerraformValue, bool, Task> run)
    {
        var valid = subjects.GetValueOrDefault(type)?.Configs ?? [];
        var generator = new ConfigGenerator(options.Seed);
        return
        [
            .. valid.Select((json, i) => (type, $"{kind} {i}", (Func<Task>)(() =>
                run(type, schema, ConfigReader.Read(schema, json), true)))),
            .. Enumerable.Range(0, options.Generated).Select(i => generator.Config(schema)).ToList()
                .Select((config, i) => (type, $"{kind} generated {i}", (Func<Task>)(() =>
                    run(type, schema, config, valid.Count == 0)))),
        ];
    }

    private async Task DataAsync(string type, ObjectSchema schema, TerraformValue config, bool valid)
    {
        session.Hide(schema, config);
        foreach (var (path, attribute, value) in AttributeWalk.Of(schema, config))
        {
            if (ConfigGenerator.IsConfigurable(attribute))
            {
                var unknown = config.Replace(path.Steps.AsSpan(), TerraformValue.Unknown(value.Type));
                var findings = await ValidateDataAsync(type, schema, unknown);
                if (valid && findings.Failed)
                {
                    throw new BrokenRuleException(Rule.UnknownRefused, $"{path}: {findings}");
                }
            }
        }

        Refused(valid, await ValidateDataAsync(type, schema, config));
        var response = await Session.CallAsync(() => session.Client.ReadDataSourceAsync(
            new()
            {
                TypeName = type,
                Config = Session.Encode(config),
                ClientCapabilities = session.Capabilities,
            }, Session.Options));
        var read = session.Findings(response.Diagnostics, schema);
        Refused(valid, read);
        if (read.Failed)
        {
            return;
        }

        Deferral(response.Deferred);
        var state = Session.Decode(response.State, schema.Type);
        if (state.IsNull || !state.IsWhollyKnown)
        {
            throw new BrokenRuleException(Rule.DataIncomplete, state.IsNull ? "read null" : "read unknown values");
        }

        if (PlanCheck.Violations(schema, TerraformValue.Null(schema.Type), config, state).FirstOrDefault()
            is { } broken)
        {
            throw new BrokenRuleException(Rule.DataNotAsConfigured, $"{broken.Path} {broken.Text}");
        }
    }

    private async Task<Findings> ValidateDataAsync(string type, ObjectSchema schema, TerraformValue config)
    {
        var response = await Session.CallAsync(() => session.Client.ValidateDataResourceConfigAsync(
            new() { TypeName = type, Config = Session.Encode(config) }, Session.Options));
        return session.Findings(response.Diagnostics, schema);
    }

    private async Task EphemeralAsync(string type, ObjectSchema schema, TerraformValue config, bool valid)
    {
        session.Hide(schema, config);
        var validated = await Session.CallAsync(() => session.Client.ValidateEphemeralResourceConfigAsync(
            new() { TypeName = type, Config = Session.Encode(config) }, Session.Options));
        Refused(valid, session.Findings(validated.Diagnostics, schema));
        var opened = await Session.CallAsync(() => session.Client.OpenEphemeralResourceAsync(
            new()
            {
                TypeName = type,
                Config = Session.Encode(config),
                ClientCapabilities = session.Capabilities,
            }, Session.Options));
        var findings = session.Findings(opened.Diagnostics, schema);
        Refused(valid, findings);
        if (findings.Failed)
        {
            return;
        }

        Deferral(opened.Deferred);
        var result = Session.Decode(opened.Result, schema.Type);
        if (!result.IsWhollyKnown || PlanCheck.Violations(
            schema, TerraformValue.Null(schema.Type), config, result).Any())
        {
            throw new BrokenRuleException(Rule.EphemeralNotAsConfigured, "the result is not as configured, or unknown");
        }

        var held = opened.Private;
        if (opened.RenewAt is not null)
        {
            var renewed = await Session.CallAsync(() => session.Client.RenewEphemeralResourceAsync(
                new() { TypeName = type, Private = held }, Session.Options));
            Refused(valid, session.Findings(renewed.Diagnostics, schema));
            held = renewed.Private;
        }

        var closed = await Session.CallAsync(() => session.Client.CloseEphemeralResourceAsync(
            new() { TypeName = type, Private = held }, Session.Options));
        Refused(valid, session.Findings(closed.Diagnostics, schema));
    }

    private async Task ListAsync(string type, ObjectSchema schema, TerraformValue config, bool valid)
    {
        var validated = await Session.CallAsync(() => session.Client.ValidateListResourceConfigAsync(
            new() { TypeName = type, Config = Session.Encode(config) }, Session.Options));
        var refused = session.Findings(validated.Diagnostics, schema);
        Refused(valid, refused);
        if (refused.Failed)
        {
            return;
        }

        foreach (var (limit, whole) in ((long Limit, bool Whole)[])[(100, false), (100, true), (1, true)])
        {
            await ListedAsync(type, schema, config, limit, whole);
        }
    }

    private async Task ListedAsync(string type, ObjectSchema schema, TerraformValue config, long limit, bool whole)
    {
        var events = await StreamAsync(session.Client.ListResource(
            new()
            {
                TypeName = type,
                Config = Session.Encode(config),
                Limit = limit,
                IncludeResourceObject = whole,
            }, Session.Options));
        var results = 0;
        foreach (var found in events)
        {
            var findings = session.Findings(found.Diagnostic, schema);
            if (findings.Failed || (found.Identity is null && findings.Warnings.Count > 0))
            {
                continue;
            }

            results++;
            var identity = Session.Decode(found.Identity?.IdentityData, session.Identities[type].Type);
            var state = Session.Decode(found.ResourceObject, session.Resources[type].Type);
            if (identity.IsNull || !identity.IsWhollyKnown || found.DisplayName.Length == 0
                || (whole && (state.IsNull || !state.IsWhollyKnown)))
            {
                throw new BrokenRuleException(Rule.ListIncomplete, $"a result of {type} lacks something");
            }
        }

        if (results > limit)
        {
            throw new BrokenRuleException(Rule.ListOverLimit, $"{results} results, asked for at most {limit}");
        }
    }

    private async Task ActionAsync(string type, ObjectSchema schema, TerraformValue config, bool valid)
    {
        session.Hide(schema, config);
        var validated = await Session.CallAsync(() => session.Client.ValidateActionConfigAsync(
            new() { TypeName = type, Config = Session.Encode(config) }, Session.Options));
        Refused(valid, session.Findings(validated.Diagnostics, schema));
        var planned = await Session.CallAsync(() => session.Client.PlanActionAsync(
            new() { ActionType = type, Config = Session.Encode(config), ClientCapabilities = session.Capabilities },
            Session.Options));
        var findings = session.Findings(planned.Diagnostics, schema);
        Refused(valid, findings);
        Deferral(planned.Deferred);
        if (findings.Failed)
        {
            return;
        }

        var events = await StreamAsync(session.Client.InvokeAction(
            new() { ActionType = type, Config = Session.Encode(config), ClientCapabilities = session.Capabilities },
            Session.Options));
        foreach (var progress in events.Where(static e => e.Progress is not null))
        {
            session.CheckSecrets(progress.Progress.Message);
        }

        if (events.Count(static e => e.Completed is not null) != 1 || events[^1].Completed is not { } completed)
        {
            throw new BrokenRuleException(Rule.ActionNotCompleted, "an invocation does not end with one completion");
        }

        Refused(valid, session.Findings(completed.Diagnostics, schema));
    }

    private async Task FunctionAsync(string name, Function function)
    {
        var types = function.Parameters.Append(function.VariadicParameter).OfType<Function.Types.Parameter>()
            .Select(static p => TypeJson.Parse(p.Type.Span)).ToList();
        var valid = options.Functions.GetValueOrDefault(name);
        var generator = new ConfigGenerator(options.Seed);
        var calls = valid is null
            ? Enumerable.Range(0, options.Generated).Select(_ => types.Select(t => generator.Value(t)).ToList())
            : valid.Select(json => Arguments(json, function, types));
        foreach (var arguments in calls.ToList())
        {
            var (first, second) = (await CallAsync(name, arguments, function), await CallAsync(name, arguments, function));
            if (first is null && valid is not null)
            {
                throw new BrokenRuleException(Rule.ValidRefused, $"{name}({string.Join(", ", arguments)})");
            }

            if (!Equals(first, second))
            {
                throw new BrokenRuleException(Rule.FunctionNotPure, $"{name} gives two results for equal arguments");
            }
        }
    }

    /// <returns>Null: an error.</returns>
    private async Task<TerraformValue?> CallAsync(
        string name, IReadOnlyList<TerraformValue> arguments, Function function)
    {
        var request = new CallFunction.Types.Request { Name = name };
        request.Arguments.AddRange(arguments.Select((a, i) => Session.Encode(a, Parameter(function, i))));
        var response = await Session.CallAsync(() => session.Client.CallFunctionAsync(request, Session.Options));
        if (response.Error is { } error)
        {
            return error is { Text.Length: > 0 } && error.FunctionArgument < arguments.Count
                ? null
                : throw new BrokenRuleException(Rule.DiagnosticIncomplete, $"{name} fails without a text or argument");
        }

        var result = Session.Decode(response.Result, TypeJson.Parse(function.Return.Type.Span));
        return result.IsWhollyKnown
            ? result
            : throw new BrokenRuleException(Rule.FunctionResultWrong, $"{name} gives an unknown value");
    }

    private static TerraformType Parameter(Function function, int index) => TypeJson.Parse(
        (index < function.Parameters.Count ? function.Parameters[index] : function.VariadicParameter).Type.Span);

    private static List<TerraformValue> Arguments(string json, Function function, List<TerraformType> types)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return
        [
            .. document.RootElement.EnumerateArray().Select((e, i) => JsonCodec.Decode(
                Encoding.UTF8.GetBytes(e.GetRawText()), Parameter(function, i))),
        ];
    }

    private static async Task<List<T>> StreamAsync<T>(AsyncServerStreamingCall<T> call)
    {
        using (call)
        {
            try
            {
                return await call.ResponseStream.ReadAllAsync().ToListAsync();
            }
            catch (RpcException e)
            {
                throw new BrokenRuleException(Rule.CallFails, $"{e.Status}");
            }
        }
    }

    private static void Refused(bool valid, Findings findings)
    {
        if (valid)
        {
            ConformanceSuite.Valid(findings);
        }
    }

    private void Deferral(Deferred? deferred)
    {
        if (deferred is not null && !session.Capabilities.DeferralAllowed)
        {
            throw new BrokenRuleException(Rule.DeferredWithoutLeave, $"put off: {deferred.Reason}");
        }
    }
}

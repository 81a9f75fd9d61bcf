using Google.Protobuf.Reflection;
using Grpc.Core;
using TerraformPlugin.Conformance.Core;
using TerraformPlugin.Conformance.Generation;
using TerraformPlugin.Conformance.Schemas;
using TerraformPlugin.Hosting.Protocol;
using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Scenarios;

/// <summary>The provider as a whole.</summary>
internal sealed class ProviderScenarios(Session session, ConformanceOptions options)
{
    private static readonly HashSet<string> s_reserved =
        ["count", "depends_on", "for_each", "lifecycle", "provider", "provisioner", "connection"];

    /// <summary>What works without a configuration.</summary>
    public IEnumerable<(string Name, Func<Task> Run)> BeforeConfigure =>
        [("schemas", SchemasAsync), ("metadata", MetadataAsync), ("every call", EveryCallAsync)];

    public IEnumerable<(string Name, Func<Task> Run)> AfterAll =>
        [("configured again", ConfiguredAgainAsync), ("stopped", StoppedAsync)];

    private TerraformValue Config => ConfigReader.Read(session.ProviderConfig, options.ProviderConfig);

    private Task SchemasAsync()
    {
        IEnumerable<(string Name, ObjectSchema Schema)> all =
        [
            ("provider", session.ProviderConfig),
            .. session.Resources.Select(static e => (e.Key, e.Value)),
            .. session.DataSources.Select(static e => (e.Key, e.Value)),
            .. session.EphemeralResources.Select(static e => (e.Key, e.Value)),
            .. session.ListResources.Select(static e => (e.Key, e.Value)),
            .. session.Actions.Select(static e => (e.Key, e.Value)),
        ];
        foreach (var (name, schema) in all)
        {
            foreach (var attribute in schema.Attributes.Select(static a => a.Name)
                .Concat(schema.Blocks.Select(static b => b.Name)).Where(s_reserved.Contains))
            {
                throw new BrokenRuleException(Rule.SchemaInvalid, $"{name}.{attribute} is a word of Terraform's own");
            }

            Check(name, schema, inSet: false);
        }

        foreach (var (name, identity) in session.Identities)
        {
            if (!session.Resources.ContainsKey(name) || identity.Attributes.Count == 0
                || identity.Attributes.Any(static a => a.Required == a.Optional || !IsIdentityType(a.Type)))
            {
                throw new BrokenRuleException(Rule.SchemaInvalid, $"the identity of {name} is none");
            }
        }

        return Task.CompletedTask;
    }

    private static bool IsIdentityType(TerraformType type) =>
        type.Kind is TypeKind.String or TypeKind.Number or TypeKind.Bool
        || (type.Kind == TypeKind.List && type.Element!.Kind is TypeKind.String or TypeKind.Number or TypeKind.Bool);

    private static void Check(string name, ObjectSchema schema, bool inSet)
    {
        foreach (var a in schema.Attributes)
        {
            var problem = !(a.Required || a.Optional || a.Computed) ? "neither required nor optional nor computed"
                : a.Required && (a.Optional || a.Computed) ? "required and something else"
                : a.WriteOnly && (a.Computed || inSet) ? "write-only where nothing can be"
                : inSet && a.Type.Kind == TypeKind.Dynamic ? "of any type in a set"
                : !IsName(a.Name) ? "no name"
                : null;
            if (problem is not null)
            {
                throw new BrokenRuleException(Rule.SchemaInvalid, $"{name}.{a.Name} is {problem}");
            }

            if (a.Nested is { } nested)
            {
                Check($"{name}.{a.Name}", nested.Object, inSet || nested.Mode == Nesting.Set);
            }
        }

        foreach (var b in schema.Blocks)
        {
            if (!IsName(b.Name) || schema.Attributes.Any(a => a.Name == b.Name))
            {
                throw new BrokenRuleException(Rule.SchemaInvalid, $"{name}.{b.Name} is no name for a block");
            }

            Check($"{name}.{b.Name}", b.Nested.Object, inSet || b.Nested.Mode == Nesting.Set);
        }
    }

    private static bool IsName(string name) =>
        name.Length > 0 && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private async Task MetadataAsync()
    {
        var metadata = await Session.CallAsync(() => session.Client.GetMetadataAsync(new(), Session.Options));
        session.Findings(metadata.Diagnostics, null);
        var functions = await Session.CallAsync(() => session.Client.GetFunctionsAsync(new(), Session.Options));
        (string What, IEnumerable<string> Listed, IEnumerable<string> Described)[] kinds =
        [
            ("resources", metadata.Resources.Select(static r => r.TypeName), session.Resources.Keys),
            ("data sources", metadata.DataSources.Select(static r => r.TypeName), session.DataSources.Keys),
            ("ephemeral resources", metadata.EphemeralResources.Select(static r => r.TypeName),
                session.EphemeralResources.Keys),
            ("list resources", metadata.ListResources.Select(static r => r.TypeName), session.ListResources.Keys),
            ("actions", metadata.Actions.Select(static r => r.TypeName), session.Actions.Keys),
            ("functions", metadata.Functions.Select(static f => f.Name), session.Schema.Functions.Keys),
            ("functions", functions.Functions.Keys, session.Schema.Functions.Keys),
        ];
        foreach (var (what, listed, described) in kinds)
        {
            if (!listed.Order(StringComparer.Ordinal).SequenceEqual(described.Order(StringComparer.Ordinal)))
            {
                throw new BrokenRuleException(Rule.MetadataDiffers, $"the {what} listed are not those described");
            }
        }

        if (session.ListResources.Keys.Except(session.Identities.Keys).Any()
            || !Equals(metadata.ServerCapabilities, session.Schema.ServerCapabilities))
        {
            throw new BrokenRuleException(
                Rule.MetadataDiffers, "a list resource has no identity, or the capabilities differ");
        }
    }

    /// <summary>
    /// An empty request is an odd one for most calls, but every one of them has an answer other than that nobody knows
    /// the call.
    /// </summary>
    private async Task EveryCallAsync()
    {
        var invoker = session.Client;
        foreach (var method in Tfplugin6Reflection.Descriptor.Services.Single().Methods)
        {
            if (method.Name == "StopProvider")
            {
                continue;
            }

            var status = await EmptyCall.StatusAsync(invoker, method);
            if (status is StatusCode.Unimplemented)
            {
                throw new BrokenRuleException(Rule.CallNotServed, $"{method.Name} is not served");
            }

            if (status is not StatusCode.OK)
            {
                throw new BrokenRuleException(Rule.CallFails, $"{method.Name} without content ends as {status}");
            }
        }
    }

    private async Task ConfiguredAgainAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            ConformanceSuite.Valid(await session.ConfigureAsync(Config));
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
            ConformanceSuite.Valid(await session.ConfigureAsync(Config))));
    }

    /// <summary>Somebody pressed Ctrl-C; the process is asked for more all the same, as one of <c>--debug</c> is.</summary>
    private async Task StoppedAsync()
    {
        var stopped = await Session.CallAsync(() => session.Client.StopProviderAsync(new(), Session.Options));
        if (stopped.Error.Length > 0)
        {
            throw new BrokenRuleException(Rule.CallFails, $"StopProvider: {stopped.Error}");
        }

        var configured = await session.ConfigureAsync(Config);
        if (configured.Failed)
        {
            throw new BrokenRuleException(Rule.StopIsForGood, $"after a stop: {configured}");
        }
    }
}

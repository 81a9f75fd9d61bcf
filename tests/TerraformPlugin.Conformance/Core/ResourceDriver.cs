using Google.Protobuf;
using TerraformPlugin.Conformance.Schemas;
using TerraformPlugin.Hosting.Protocol;
using TerraformPlugin.Values;
using Plan = TerraformPlugin.Hosting.Protocol.PlanResourceChange.Types;

namespace TerraformPlugin.Conformance.Core;

/// <summary>
/// What Terraform does with one resource: the calls in their order, with the private state that each is handed, and the
/// checks of every answer. The rules are those of <c>node_resource_abstract_instance.go</c>.
/// </summary>
/// <param name="beforeCreate">Called before each create is planned for the last time.</param>
/// <param name="recomputed">The computed attributes that every change makes anew; null: that is not looked at.</param>
internal sealed class ResourceDriver(
    Session session, string typeName, Action? beforeCreate = null, IReadOnlySet<string>? recomputed = null)
{
    private static readonly ByteString s_none = ByteString.Empty;

    public ObjectSchema Schema { get; } = session.Resources[typeName];

    public ObjectSchema? IdentitySchema => session.Identities.GetValueOrDefault(typeName);

    private TerraformValue Nothing => TerraformValue.Null(Schema.Type);

    public async Task<Findings> ValidateAsync(TerraformValue config)
    {
        session.Hide(Schema, config);
        var response = await Session.CallAsync(() => session.Client.ValidateResourceConfigAsync(
            new()
            {
                TypeName = typeName,
                Config = Session.Encode(config),
                ClientCapabilities = session.Capabilities,
            }, Session.Options));
        return session.Findings(response.Diagnostics, Schema);
    }

    /// <summary><c>terraform plan</c> for one resource, refreshed before.</summary>
    /// <param name="prior">Null: there is none.</param>
    /// <param name="ignored">Arguments in <c>ignore_changes</c>.</param>
    /// <param name="final">The plan that is carried out, when this is the one made again at its beginning.</param>
    public async Task<Change> PlanAsync(
        Instance? prior, TerraformValue config, IReadOnlyCollection<string>? ignored = null, Change? final = null)
    {
        ConformanceSuite.Valid(await session.RestartAsync());
        var validated = await ValidateAsync(config);
        if (validated.Failed)
        {
            return Refused(prior, validated);
        }

        // Of a tainted object the plan knows nothing; it is replaced.
        var before = prior is { IsTainted: false } ? prior : null;
        var seen = before is null ? config
            : (ignored ?? []).Aggregate(config, (c, name) => c.With(name, before.State.Entries[name]));
        if (session.Capabilities.ComputedBlocksAllowed)
        {
            (seen, config) = (ProposedNewState.WithoutComputedBlocks(Schema, seen),
                ProposedNewState.WithoutComputedBlocks(Schema, config));
        }

        var first = await AskAsync(before, before?.Private ?? s_none, before?.Identity, seen, final?.Private);
        if (first.Findings.Failed)
        {
            return Refused(prior, first.Findings);
        }

        var planned = first.Planned;
        if (first.IsDeferred)
        {
            return new(ActionKind.NoOp, prior, planned, first.Private, null, first.Findings) { IsDeferred = true };
        }

        Require(PlanCheck.Violations(Schema, before?.State ?? Nothing, seen, planned));
        var writeOnly = AttributeWalk.Of(Schema, seen).Where(static a => a.Attribute.WriteOnly)
            .Select(static a => a.Path).ToHashSet();
        var replaces = before is not null
            && ReplacementPaths.Replace(first.Replacements, writeOnly, before.State, planned);
        var action = before is null ? (prior is null ? ActionKind.Create : ActionKind.Replace)
            : replaces ? ActionKind.Replace
            : planned.Equals(before.State) ? ActionKind.NoOp
            : ActionKind.Update;
        if (action is ActionKind.NoOp or ActionKind.Update && first.Identity is { IsWhollyKnown: false })
        {
            throw new BrokenRuleException(Rule.IdentityUnknown, "an update plans an identity with unknown values");
        }

        if (action == ActionKind.Update && recomputed is not null && seen.IsWhollyKnown
            && Schema.Attributes.FirstOrDefault(a => a is { Computed: true, Optional: false }
                && !recomputed.Contains(a.Name) && !before!.State.Entries[a.Name].IsNull
                && planned.Entries[a.Name].IsUnknown) is { } forgotten)
        {
            throw new BrokenRuleException(
                Rule.ComputedForgotten, $"an update plans {forgotten.Name} as unknown, which is in the state");
        }

        if (replaces)
        {
            // Half of a replacement is a create: its plan gets the first plan's private state.
            var second = await AskAsync(null, first.Private, first.Identity, config, planned: null);
            if (second.Findings.Failed)
            {
                return Refused(prior, second.Findings);
            }

            first = second with { Findings = first.Findings };
        }

        if (final is not null)
        {
            CheckFinal(final, action, first.Planned);
        }

        return new(final is { Action: ActionKind.Replace } ? ActionKind.Replace : action, prior, first.Planned,
            first.Private, first.Identity, first.Findings);
    }

    /// <summary>The plan of <c>terraform destroy</c>.</summary>
    public async Task<Change> PlanDestroyAsync(Instance prior)
    {
        var response = await Session.CallAsync(() => session.Client.PlanResourceChangeAsync(
            new()
            {
                TypeName = typeName,
                PriorState = Session.Encode(prior.State),
                ProposedNewState = Session.Encode(Nothing),
                Config = Session.Encode(Nothing),
                PriorPrivate = prior.Private,
                PriorIdentity = Encode(prior.Identity),
                ClientCapabilities = session.Capabilities,
            }, Session.Options));
        var findings = session.Findings(response.Diagnostics, Schema);
        var planned = Session.Decode(response.PlannedState, Schema.Type);
        CheckDeferral(response.Deferred, findings);
        if (!findings.Failed && !planned.IsNull)
        {
            throw new BrokenRuleException(Rule.DestroyPlanned, "the plan of a destroy is not null");
        }

        return new(ActionKind.Delete, prior, Nothing, response.PlannedPrivate, null, findings);
    }

    /// <summary><c>terraform apply</c> of a plan.</summary>
    /// <param name="config">Without unknown values.</param>
    /// <param name="createFirst">The resource has <c>create_before_destroy</c>.</param>
    public async Task<Applied> ApplyAsync(Change change, TerraformValue config, bool createFirst = false)
    {
        switch (change.Action)
        {
            case ActionKind.NoOp:
                return new(change.Prior, Findings.None);
            case ActionKind.Delete:
                return await DeleteAsync(change.Prior!, change.Private);
            case ActionKind.Update:
                return await WriteAsync(change, change.Prior, config);
            case ActionKind.Create:
                return await WriteAsync(change, null, config);
        }

        // The delete of a replacement gets the private state of the create's plan; only with create_before_destroy is
        // there a plan of the destroy, made at apply.
        if (!createFirst)
        {
            var deleted = await DeleteAsync(change.Prior!, change.Private);
            return deleted.Findings.Failed ? deleted : await WriteAsync(change, null, config);
        }

        var created = await WriteAsync(change, null, config);
        if (created.Findings.Failed)
        {
            return created;
        }

        var destroy = await PlanDestroyAsync(change.Prior!);
        var removed = destroy.Failed ? new(change.Prior, destroy.Findings)
            : await DeleteAsync(change.Prior!, destroy.Private);
        return new(created.Instance, removed.Findings);
    }

    /// <returns>Null: it is gone.</returns>
    public async Task<(Instance? Instance, Findings Findings)> ReadAsync(Instance current)
    {
        var response = await Session.CallAsync(() => session.Client.ReadResourceAsync(
            new()
            {
                TypeName = typeName,
                CurrentState = Session.Encode(current.State),
                Private = current.Private,
                CurrentIdentity = Encode(current.Identity),
                ClientCapabilities = session.Capabilities,
            }, Session.Options));
        var findings = session.Findings(response.Diagnostics, Schema);
        if (findings.Failed)
        {
            return (current, findings);
        }

        CheckDeferral(response.Deferred, findings);
        var state = Session.Decode(response.NewState, Schema.Type);
        if (response.Deferred is null && !state.IsWhollyKnown)
        {
            throw new BrokenRuleException(Rule.ReadUnknown, $"unknown after a read: {Unknowns(state)}");
        }

        CheckWriteOnly(state, Rule.ReadKeepsWriteOnly);
        session.Hide(Schema, state);
        var identity = Identity(response.NewIdentity, state);
        CheckIdentity(current.Identity, identity);
        return (state.IsNull ? null : current with { State = state, Private = response.Private, Identity = identity },
            findings);
    }

    /// <summary><c>terraform import</c>: by an id or by an identity, and read.</summary>
    public async Task<(Instance? Instance, Findings Findings)> ImportAsync(string? id, TerraformValue? identity)
    {
        var response = await Session.CallAsync(() => session.Client.ImportResourceStateAsync(
            new()
            {
                TypeName = typeName,
                Id = id ?? "",
                Identity = Encode(identity),
                ClientCapabilities = session.Capabilities,
            }, Session.Options));
        var findings = session.Findings(response.Diagnostics, id is null ? IdentitySchema : Schema);
        CheckDeferral(response.Deferred, findings);
        if (findings.Failed)
        {
            return (null, findings);
        }

        if (response.ImportedResources is not [{ } imported] || imported.TypeName != typeName)
        {
            throw new BrokenRuleException(Rule.ImportEmpty, "an import without an error is no resource of the type");
        }

        var state = Session.Decode(imported.State, Schema.Type);
        if (state.IsNull)
        {
            throw new BrokenRuleException(Rule.ImportEmpty, "an import without an error gives no state");
        }

        CheckWriteOnly(state, Rule.ReadKeepsWriteOnly);
        var given = imported.Identity is { IdentityData: { } data } && IdentitySchema is { } schema
            ? Session.Decode(data, schema.Type)
            : null;
        return await ReadAsync(new(state, imported.Private, given));
    }

    /// <summary>What Terraform does with every state before anything else.</summary>
    public async Task<(TerraformValue State, Findings Findings)> UpgradeAsync(byte[] json, long version)
    {
        var response = await Session.CallAsync(() => session.Client.UpgradeResourceStateAsync(
            new() { TypeName = typeName, Version = version, RawState = new() { Json = ByteString.CopyFrom(json) } },
            Session.Options));
        var findings = session.Findings(response.Diagnostics, Schema);
        var state = findings.Failed ? Nothing : Session.Decode(response.UpgradedState, Schema.Type);
        if (!state.IsWhollyKnown)
        {
            throw new BrokenRuleException(Rule.ReadUnknown, $"unknown after an upgrade: {Unknowns(state)}");
        }

        CheckWriteOnly(state, Rule.ReadKeepsWriteOnly);
        return (state, findings);
    }

    /// <summary>A plan's call as it is, for what looks at more than its outcome.</summary>
    public Plan.Request PlanRequest(
        Instance? prior, ByteString privateState, TerraformValue? identity, TerraformValue config, ByteString? planned)
    {
        var before = prior?.State ?? Nothing;
        var request = new Plan.Request
        {
            TypeName = typeName,
            PriorState = Session.Encode(before),
            Config = Session.Encode(config),
            ProposedNewState = Session.Encode(ProposedNewState.Of(Schema, before, config)),
            PriorPrivate = privateState,
            PriorIdentity = Encode(identity),
            ClientCapabilities = session.Capabilities,
        };
        session.StorePlanned(request, planned);
        return request;
    }

    private static Change Refused(Instance? prior, Findings findings) =>
        new(ActionKind.NoOp, prior, prior?.State ?? TerraformValue.Null(TerraformType.Bool), s_none, null, findings);

    private static ResourceIdentityData? Encode(TerraformValue? identity) =>
        identity is null or { IsNull: true } ? null : new() { IdentityData = Session.Encode(identity) };

    private static void Require(IEnumerable<Broken> violations)
    {
        if (violations.FirstOrDefault() is { } broken)
        {
            throw new BrokenRuleException(broken.Rule, $"{broken.Path} {broken.Text}");
        }
    }

    private static string Unknowns(TerraformValue value) =>
        string.Join(", ", value.Walk().Where(static w => w.Value.IsUnknown).Select(static w => w.Path));

    private async Task<Answer> AskAsync(
        Instance? prior, ByteString privateState, TerraformValue? identity, TerraformValue config, ByteString? planned)
    {
        var response = await Session.CallAsync(() => session.Client.PlanResourceChangeAsync(
            PlanRequest(prior, privateState, identity, config, planned), Session.Options));
        var findings = session.Findings(response.Diagnostics, Schema);
        CheckDeferral(response.Deferred, findings);
        if (findings.Failed)
        {
            return new(Nothing, [], s_none, null, findings, false);
        }

        var state = Session.Decode(response.PlannedState, Schema.Type);
        CheckWriteOnly(state, Rule.PlanKeepsWriteOnly);
        return new(state, [.. response.RequiresReplace.Select(Path)], response.PlannedPrivate,
            response.PlannedIdentity is { IdentityData: { } data } && IdentitySchema is { } schema
                ? Session.Decode(data, schema.Type)
                : null,
            findings,
            response.Deferred is not null);
    }

    private void CheckFinal(Change final, ActionKind action, TerraformValue planned)
    {
        // The old object of a replacement is gone by now, and an update may turn out to change nothing.
        var same = action == final.Action
            || (final.Action, action) is (ActionKind.Update, ActionKind.NoOp) or (ActionKind.Replace, ActionKind.Create);
        if (!same)
        {
            throw new BrokenRuleException(Rule.FinalPlanDiffers, $"was to {final.Action}, is to {action} at apply");
        }

        if (ResultCheck.Differences(Schema, final.Planned, planned).FirstOrDefault() is { Path: { } path } difference)
        {
            throw new BrokenRuleException(Rule.FinalPlanDiffers, $"{path} {difference.Text} in the plan at apply");
        }
    }

    private async Task<Applied> WriteAsync(Change change, Instance? prior, TerraformValue config)
    {
        if (prior is null)
        {
            beforeCreate?.Invoke();
        }

        // Terraform plans again first, with what it has learned since.
        var final = await PlanAsync(prior, config, final: change);
        if (final.Failed)
        {
            return new(prior, final.Findings);
        }

        var response = await Session.CallAsync(() => session.Client.ApplyResourceChangeAsync(
            new()
            {
                TypeName = typeName,
                PriorState = Session.Encode(prior?.State ?? Nothing),
                PlannedState = Session.Encode(final.Planned),
                Config = Session.Encode(config),
                PlannedPrivate = final.Private,
                PlannedIdentity = Encode(final.Identity),
            }, Session.Options));
        var findings = session.Findings(response.Diagnostics, Schema);
        var state = Session.Decode(response.NewState, Schema.Type);
        CheckResult(final, state, findings);
        var identity = Identity(response.NewIdentity, state);
        if (prior is not null)
        {
            CheckIdentity(prior.Identity, identity);
        }

        return new(state.IsNull ? prior : new(state, response.Private, identity, findings.Failed && prior is null),
            findings);
    }

    private void CheckResult(Change final, TerraformValue state, Findings findings)
    {
        CheckWriteOnly(state, Rule.ResultKeepsWriteOnly);
        if (!state.IsWhollyKnown)
        {
            throw new BrokenRuleException(Rule.ResultUnknown, $"unknown after an apply: {Unknowns(state)}");
        }

        session.Hide(Schema, state);
        if (findings.Failed)
        {
            return;
        }

        if (state.IsNull)
        {
            throw new BrokenRuleException(Rule.ResultMissing, "nothing is there after an apply without an error");
        }

        if (ResultCheck.Differences(Schema, final.Planned, state).FirstOrDefault() is { Path: { } path } difference)
        {
            throw new BrokenRuleException(Rule.ResultNotAsPlanned, $"{path} {difference.Text} after the apply");
        }
    }

    private async Task<Applied> DeleteAsync(Instance prior, ByteString privateState)
    {
        var response = await Session.CallAsync(() => session.Client.ApplyResourceChangeAsync(
            new()
            {
                TypeName = typeName,
                PriorState = Session.Encode(prior.State),
                PlannedState = Session.Encode(Nothing),
                Config = Session.Encode(Nothing),
                PlannedPrivate = privateState,
            }, Session.Options));
        var findings = session.Findings(response.Diagnostics, Schema);
        var state = Session.Decode(response.NewState, Schema.Type);
        if (!findings.Failed && !state.IsNull)
        {
            throw new BrokenRuleException(Rule.DeletedKept, "a state is left after a delete without an error");
        }

        return new(state.IsNull ? (findings.Failed ? prior : null) : prior with { State = state }, findings);
    }

    private void CheckWriteOnly(TerraformValue state, Rule rule)
    {
        if (AttributeWalk.Of(Schema, state).FirstOrDefault(static a => a.Attribute.WriteOnly && !a.Value.IsNull)
            is { Path: { } path })
        {
            throw new BrokenRuleException(rule, $"{path} is write-only and not null");
        }
    }

    private void CheckDeferral(Deferred? deferred, Findings findings)
    {
        if (deferred is not null && !session.Capabilities.DeferralAllowed && !findings.Failed)
        {
            throw new BrokenRuleException(Rule.DeferredWithoutLeave, $"put off: {deferred.Reason}");
        }
    }

    private TerraformValue? Identity(ResourceIdentityData? wire, TerraformValue state)
    {
        if (IdentitySchema is not { } schema || state.IsNull)
        {
            return null;
        }

        var identity = Session.Decode(wire?.IdentityData, schema.Type);
        if (identity.IsNull || schema.Attributes.All(a => identity.Attribute(a.Name).IsNull))
        {
            throw new BrokenRuleException(Rule.IdentityMissing, "the resource is there and has no identity");
        }

        return identity.IsWhollyKnown ? identity
            : throw new BrokenRuleException(Rule.IdentityUnknown, $"unknown in the identity: {Unknowns(identity)}");
    }

    /// <summary>What was null in an imported identity may be filled in.</summary>
    private void CheckIdentity(TerraformValue? before, TerraformValue? after)
    {
        if (before is { IsKnown: true } && after is { IsKnown: true } && IdentitySchema!.Attributes.Any(a =>
            !before.Entries[a.Name].IsNull && !before.Entries[a.Name].Equals(after.Entries[a.Name])))
        {
            throw new BrokenRuleException(Rule.IdentityChanges, $"the identity was {before} and is {after}");
        }
    }

    private static Values.AttributePath Path(Hosting.Protocol.AttributePath wire) => wire.Steps.Aggregate(
        TerraformPlugin.Values.AttributePath.Root,
        static (path, step) => step.SelectorCase switch
        {
            Hosting.Protocol.AttributePath.Types.Step.SelectorOneofCase.AttributeName =>
                path.Attribute(step.AttributeName),
            Hosting.Protocol.AttributePath.Types.Step.SelectorOneofCase.ElementKeyString =>
                path.Key(step.ElementKeyString),
            _ => path.Index(step.ElementKeyInt),
        });

    private sealed record Answer(
        TerraformValue Planned, IReadOnlyList<Values.AttributePath> Replacements, ByteString Private,
        TerraformValue? Identity, Findings Findings, bool IsDeferred);
}

using Google.Protobuf;
using Grpc.Core;
using TerraformPlugin.Conformance.Core;
using TerraformPlugin.Conformance.Schemas;
using TerraformPlugin.Hosting.Protocol;
using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Tests.Broken;

/// <summary>For each rule an answer that breaks it, and nothing else.</summary>
internal sealed class Damage
{
    private readonly TerraformType _gadget;
    private readonly TerraformType _box;
    private readonly TerraformType _identity;
    private readonly Dictionary<Rule, Func<IMessage, IMessage, int, IReadOnlyList<IMessage>>> _by;
    private bool _imported;
    private bool _stopped;

    public Damage(GetProviderSchema.Types.Response schema)
    {
        _gadget = SchemaReader.Read(schema.ResourceSchemas["probe_gadget"]).Type;
        _box = SchemaReader.Read(schema.DataSourceSchemas["probe_parts"]).Type;
        _identity = TerraformType.Object([new("id", TerraformType.String)]);
        _by = new()
        {
            [Rule.CallNotServed] = On<ReadResource.Types.Request, ReadResource.Types.Response>((_, _) =>
                throw new RpcException(new(StatusCode.Unimplemented, "nobody knows it"))),
            [Rule.CallFails] = On<ReadResource.Types.Request, ReadResource.Types.Response>((_, _) =>
                throw new RpcException(new(StatusCode.Unknown, "it went wrong"))),
            [Rule.SchemaInvalid] = On<GetProviderSchema.Types.Request, GetProviderSchema.Types.Response>((_, a) =>
                a.ResourceSchemas["probe_gadget"].Block.Attributes[0].Computed = true),
            [Rule.MetadataDiffers] = On<GetMetadata.Types.Request, GetMetadata.Types.Response>((_, a) =>
                a.Resources.RemoveAt(0)),
            [Rule.ValueDoesNotFit] = OnPlan((_, a) =>
                a.PlannedState = new() { Msgpack = ByteString.CopyFrom(0x93, 1, 2, 3) }),
            [Rule.DiagnosticIncomplete] = OnPlan((_, a) => a.Diagnostics.Add(new Diagnostic
            {
                Severity = Diagnostic.Types.Severity.Warning,
                Detail = "without a title",
            })),
            [Rule.DiagnosticPathMissing] = OnPlan((_, a) => a.Diagnostics.Add(Warning("Odd", "", "nowhere"))),
            [Rule.SecretDisclosed] = OnPlan((_, a) =>
                a.Diagnostics.Add(Warning("Odd", $"the secret is {Gadgets.Secret}", "text"))),
            [Rule.ValidRefused] = On<ValidateResourceConfig.Types.Request, ValidateResourceConfig.Types.Response>(
                (q, a) =>
                {
                    if (Session.Decode(q.Config, _gadget).IsWhollyKnown)
                    {
                        a.Diagnostics.Add(Error);
                    }
                }),
            [Rule.UnknownRefused] = On<ValidateResourceConfig.Types.Request, ValidateResourceConfig.Types.Response>(
                (q, a) =>
                {
                    if (!Session.Decode(q.Config, _gadget).IsWhollyKnown)
                    {
                        a.Diagnostics.Add(Error);
                    }
                }),
            [Rule.PlanNotAsConfigured] = OnPlan((_, a) => a.PlannedState = Set(a.PlannedState, "text", "another")),
            [Rule.PlanChangesSetElement] = OnPlan((_, a) => a.PlannedState = Edit(a.PlannedState, _gadget, v =>
                v.Entries["in_set"] is not { IsKnown: true } parts ? v : v.With("in_set", TerraformValue.Set(
                    parts.Type.Element!,
                    parts.Elements.Select(e => e.With("name", TerraformValue.String("another"))))))),
            [Rule.PlanKeepsWriteOnly] = OnPlan((_, a) => a.PlannedState = Set(a.PlannedState, "secret_wo", "kept")),
            [Rule.ReplacementPathMissing] = OnUpdate((_, a) => a.RequiresReplace.Add(Path("nowhere"))),
            [Rule.ReplacementWithoutChange] = OnUpdate((_, a) => a.RequiresReplace.Add(Path("id"))),
            [Rule.FinalPlanDiffers] = OnPlan((q, a) =>
            {
                if (IsNull(q.PriorState) && Session.Decode(q.Config, _gadget).Entries["given"].IsNull)
                {
                    a.PlannedState = Set(a.PlannedState, "given", $"{Guid.NewGuid()}");
                }
            }),
            [Rule.PlanNotEmpty] = OnUpdate((_, a) => a.PlannedState = Unknown(a.PlannedState, "revision")),
            [Rule.ComputedForgotten] = OnUpdate((q, a) =>
            {
                if (!a.PlannedState.Equals(q.PriorState))
                {
                    a.PlannedState = Unknown(a.PlannedState, "id");
                }
            }),
            [Rule.DeferredWithoutLeave] = OnPlan((_, a) =>
                a.Deferred = new() { Reason = Deferred.Types.Reason.ResourceConfigUnknown }),
            [Rule.DestroyPlanned] = On<PlanResourceChange.Types.Request, PlanResourceChange.Types.Response>((q, a) =>
            {
                if (IsNull(q.ProposedNewState))
                {
                    a.PlannedState = q.PriorState;
                }
            }),
            [Rule.ResultUnknown] = OnWrite((_, a) => a.NewState = Unknown(a.NewState, "revision")),
            [Rule.ResultNotAsPlanned] = OnWrite((_, a) => a.NewState = Set(a.NewState, "text", "another")),
            [Rule.ResultKeepsWriteOnly] = OnWrite((_, a) => a.NewState = Set(a.NewState, "secret_wo", "kept")),
            [Rule.ResultMissing] = OnWrite((_, a) => a.NewState = null),
            [Rule.DeletedKept] = On<ApplyResourceChange.Types.Request, ApplyResourceChange.Types.Response>((q, a) =>
            {
                if (IsNull(q.PlannedState) && !IsNull(q.PriorState))
                {
                    a.NewState = q.PriorState;
                }
            }),
            [Rule.ReadUnknown] = OnRead(a => a.NewState = Unknown(a.NewState, "revision")),
            [Rule.ReadChanges] = OnRead(a => a.NewState = Set(a.NewState, "text", "another")),
            [Rule.ReadKeepsWriteOnly] = OnRead(a => a.NewState = Set(a.NewState, "secret_wo", "kept")),
            [Rule.IdentityMissing] = OnWrite((_, a) => a.NewIdentity = null),
            [Rule.IdentityUnknown] = OnWrite((_, a) => a.NewIdentity = new()
            {
                IdentityData = Session.Encode(
                    TerraformValue.Object(_identity, [new("id", TerraformValue.Unknown(TerraformType.String))])),
            }),
            [Rule.IdentityChanges] = OnRead(a => a.NewIdentity = new()
            {
                IdentityData = Session.Encode(
                    TerraformValue.Object(_identity, [new("id", TerraformValue.String("another"))])),
            }),
            [Rule.ImportEmpty] = On<ImportResourceState.Types.Request, ImportResourceState.Types.Response>((_, a) =>
            {
                a.ImportedResources.Clear();
                a.Diagnostics.Clear();
            }),
            [Rule.ImportDiffers] = (q, a, _) =>
            {
                _imported |= q is ImportResourceState.Types.Request { Id: not "" };
                if (_imported && a is PlanResourceChange.Types.Response plan
                    && q is PlanResourceChange.Types.Request { PriorState: { } prior } && !IsNull(prior))
                {
                    _imported = false;
                    plan.PlannedState = Unknown(plan.PlannedState, "id");
                    plan.RequiresReplace.Add(Path("id"));
                }

                return [a];
            },
            [Rule.UpgradeChanges] = On<UpgradeResourceState.Types.Request, UpgradeResourceState.Types.Response>(
                (_, a) => a.UpgradedState = a.UpgradedState is null ? null : Set(a.UpgradedState, "text", "another")),
            [Rule.ForeignStateTaken] = On<MoveResourceState.Types.Request, MoveResourceState.Types.Response>((_, a) =>
                a.Diagnostics.Clear()),
            [Rule.DataIncomplete] = On<ReadDataSource.Types.Request, ReadDataSource.Types.Response>((_, a) =>
                a.State = Edit(a.State, _box, v => v.With("serial", TerraformValue.Unknown(TerraformType.String)))),
            [Rule.DataNotAsConfigured] = On<ReadDataSource.Types.Request, ReadDataSource.Types.Response>((_, a) =>
                a.State = Edit(a.State, _box, v => v.With("name", TerraformValue.String("another")))),
            [Rule.EphemeralNotAsConfigured] =
                On<OpenEphemeralResource.Types.Request, OpenEphemeralResource.Types.Response>((_, a) =>
                    a.Result = Edit(a.Result, _box, v => v.With("name", TerraformValue.String("another")))),
            [Rule.FunctionResultWrong] = On<CallFunction.Types.Request, CallFunction.Types.Response>((_, a) =>
                a.Result = Session.Encode(TerraformValue.Unknown(TerraformType.String))),
            [Rule.FunctionNotPure] = On<CallFunction.Types.Request, CallFunction.Types.Response>((_, a) =>
                a.Result = Session.Encode(TerraformValue.String($"{Guid.NewGuid()}"))),
            [Rule.ListOverLimit] = (q, a, _) => a is ListResource.Types.Event ? [a, a, a] : [a],
            [Rule.ListIncomplete] = On<ListResource.Types.Request, ListResource.Types.Event>((_, a) =>
                a.Identity = null),
            [Rule.ActionNotCompleted] = (_, a, _) => a is InvokeAction.Types.Event { Completed: not null } ? [a, a] : [a],
            [Rule.ConcurrentDiffers] = (_, a, together) =>
            {
                if (a is PlanResourceChange.Types.Response plan && together > 1)
                {
                    plan.PlannedState = Set(plan.PlannedState, "given", $"{Guid.NewGuid()}");
                }

                return [a];
            },
            [Rule.StopIsForGood] = (_, a, _) =>
            {
                _stopped |= a is StopProvider.Types.Response;
                if (_stopped && a is ConfigureProvider.Types.Response configured)
                {
                    configured.Diagnostics.Add(Error);
                }

                return [a];
            },
        };
    }

    private static Diagnostic Error => new()
    {
        Severity = Diagnostic.Types.Severity.Error,
        Summary = "Refused",
        Detail = "For no reason.",
    };

    public DamagedPlugin For(Rule rule) => new(_by[rule]);

    private static Func<IMessage, IMessage, int, IReadOnlyList<IMessage>> On<TRequest, TResponse>(
        Action<TRequest, TResponse> spoil)
        where TRequest : IMessage
        where TResponse : IMessage => (request, answer, _) =>
        {
            // An empty request is one of the scenario that asks for everything.
            if (request is TRequest q && answer is TResponse a && (q.CalculateSize() > 0 || q.Descriptor.Fields.InFieldNumberOrder().Count == 0))
            {
                spoil(q, a);
            }

            return [answer];
        };

    private Func<IMessage, IMessage, int, IReadOnlyList<IMessage>> OnPlan(
        Action<PlanResourceChange.Types.Request, PlanResourceChange.Types.Response> spoil) =>
        On<PlanResourceChange.Types.Request, PlanResourceChange.Types.Response>((q, a) =>
        {
            if (!IsNull(q.ProposedNewState))
            {
                spoil(q, a);
            }
        });

    private Func<IMessage, IMessage, int, IReadOnlyList<IMessage>> OnUpdate(
        Action<PlanResourceChange.Types.Request, PlanResourceChange.Types.Response> spoil) => OnPlan((q, a) =>
        {
            if (!IsNull(q.PriorState))
            {
                spoil(q, a);
            }
        });

    private Func<IMessage, IMessage, int, IReadOnlyList<IMessage>> OnWrite(
        Action<ApplyResourceChange.Types.Request, ApplyResourceChange.Types.Response> spoil) =>
        On<ApplyResourceChange.Types.Request, ApplyResourceChange.Types.Response>((q, a) =>
        {
            if (!IsNull(q.PlannedState))
            {
                spoil(q, a);
            }
        });

    private static Func<IMessage, IMessage, int, IReadOnlyList<IMessage>> OnRead(
        Action<ReadResource.Types.Response> spoil) =>
        On<ReadResource.Types.Request, ReadResource.Types.Response>((_, a) => spoil(a));

    private static bool IsNull(DynamicValue? value) => value is null || value.Msgpack.IsEmpty || value.Msgpack[0] == 0xc0;

    private DynamicValue Set(DynamicValue value, string attribute, string text) =>
        Edit(value, _gadget, v => v.With(attribute, TerraformValue.String(text)));

    private DynamicValue Unknown(DynamicValue value, string attribute) =>
        Edit(value, _gadget, v => v.With(attribute, TerraformValue.Unknown(TerraformType.String)));

    private static DynamicValue Edit(
        DynamicValue value, TerraformType type, Func<TerraformValue, TerraformValue> edit) =>
        IsNull(value) ? value : Session.Encode(edit(Session.Decode(value, type)), type);

    private static Diagnostic Warning(string summary, string detail, string attribute) => new()
    {
        Severity = Diagnostic.Types.Severity.Warning,
        Summary = summary,
        Detail = detail,
        Attribute = Path(attribute),
    };

    private static Hosting.Protocol.AttributePath Path(string attribute)
    {
        var path = new Hosting.Protocol.AttributePath();
        path.Steps.Add(new Hosting.Protocol.AttributePath.Types.Step { AttributeName = attribute });
        return path;
    }
}

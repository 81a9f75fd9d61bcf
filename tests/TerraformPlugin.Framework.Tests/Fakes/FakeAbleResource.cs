namespace TerraformPlugin.Framework.Tests.Fakes;

/// <summary>A resource made of functions, with every ability.</summary>
internal sealed class FakeAbleResource(Schema schema) : FakeResource(schema), IPlanStep, IDestroyPlanStep,
    IConfigValidation, IImportState<RawModel>, IUpgradeState<RawModel>, IMoveState<RawModel>,
    IResourceIdentity<RawModel>, IUpgradeIdentity
{
    public static readonly SchemaAttribute<string> IdentityName =
        new("name", Codec.String) { Presence = Presence.Required };

    public Schema IdentitySchema { get; init; } = new([IdentityName]) { Version = 1 };

    public bool IdentityMayChange { get; init; }

    public Action<PlanContext> OnPlan { get; init; } = static _ => { };

    public Action<DestroyPlanContext> OnPlanDestroy { get; init; } = static _ => { };

    public Action<ConfigValidationContext> OnValidate { get; init; } = static _ => { };

    public Func<ImportContext, IReadOnlyList<ImportedState<RawModel>>> OnImport { get; init; } = static _ => [];

    public Func<StateUpgradeContext, RawModel?> OnUpgrade { get; init; } = static _ => null;

    public Func<StateMoveContext, RawModel?> OnMove { get; init; } = static _ => null;

    public Func<RawModel, Value<string>> OnIdentity { get; init; } = static _ => "identity";

    public Func<StateUpgradeContext, string?> OnUpgradeIdentity { get; init; } = static _ => null;

    public Task PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        OnPlan(context);
        return Task.CompletedTask;
    }

    public Task PlanDestroyAsync(DestroyPlanContext context, CancellationToken cancellationToken)
    {
        OnPlanDestroy(context);
        return Task.CompletedTask;
    }

    public Task ValidateConfigAsync(ConfigValidationContext context, CancellationToken cancellationToken)
    {
        OnValidate(context);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ImportedState<RawModel>>> ImportAsync(
        ImportContext context, CancellationToken cancellationToken) => Task.FromResult(OnImport(context));

    public Task<RawModel?> UpgradeStateAsync(StateUpgradeContext context, CancellationToken cancellationToken) =>
        Task.FromResult(OnUpgrade(context));

    public Task<RawModel?> MoveStateAsync(StateMoveContext context, CancellationToken cancellationToken) =>
        Task.FromResult(OnMove(context));

    public void WriteIdentity(RawModel state, ModelWriter writer) => writer.Set(IdentityName, OnIdentity(state));

    public bool UpgradeIdentity(StateUpgradeContext context, ModelWriter writer)
    {
        if (OnUpgradeIdentity(context) is not { } name)
        {
            return false;
        }

        writer.Set(IdentityName, name);
        return true;
    }
}

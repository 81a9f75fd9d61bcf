using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>A managed resource; derive from <see cref="Resource{TModel}"/>.</summary>
public abstract class Resource
{
    private protected Resource()
    {
    }

    /// <summary>Built once; the object lives as long as the process.</summary>
    public abstract Schema Schema { get; }

    /// <summary>Null: the resource has no identity.</summary>
    internal abstract Schema? ServedIdentitySchema { get; }

    internal abstract bool ServedIdentityMayChange { get; }

    internal Task ServeValidateAsync(ConfigValidationContext context, CancellationToken cancellationToken) =>
        this is IConfigValidation validation
            ? validation.ValidateConfigAsync(context, cancellationToken)
            : Task.CompletedTask;

    internal Task ServePlanAsync(PlanContext context, CancellationToken cancellationToken) =>
        this is IPlanStep step ? step.PlanAsync(context, cancellationToken) : Task.CompletedTask;

    internal Task ServePlanDestroyAsync(
        ServerCall call, TerraformValue prior, PrivateState privateState, CancellationToken cancellationToken) =>
        this is IDestroyPlanStep step
            ? step.PlanDestroyAsync(
                new()
                {
                    Prior = new(prior),
                    Private = privateState,
                    Data = call.Data,
                    Diagnostics = call.Diagnostics,
                },
                cancellationToken)
            : Task.CompletedTask;

    internal abstract Task<ResourceState?> ServeCreateAsync(
        ServerCall call, TerraformValue config, TerraformValue planned, PrivateState privateState,
        CancellationToken cancellationToken);

    internal abstract Task<ResourceState?> ServeReadAsync(
        ServerCall call, TerraformValue state, PrivateState privateState, CancellationToken cancellationToken);

    internal abstract Task<ResourceState?> ServeUpdateAsync(
        ServerCall call, TerraformValue config, TerraformValue prior, TerraformValue planned,
        PrivateState privateState, CancellationToken cancellationToken);

    internal abstract Task<ResourceState?> ServeDeleteAsync(
        ServerCall call, TerraformValue prior, PrivateState privateState, CancellationToken cancellationToken);

    /// <summary>Null: the resource cannot be imported.</summary>
    internal abstract Task<IReadOnlyList<(ResourceState State, PrivateState Private)>?> ServeImportAsync(
        ServerCall call, string? id, ModelReader? identity, CancellationToken cancellationToken);

    /// <summary>Null: the resource does not upgrade that state.</summary>
    internal abstract Task<ResourceState?> ServeUpgradeStateAsync(
        StateUpgradeContext context, CancellationToken cancellationToken);

    /// <summary>Null: the resource does not upgrade that identity.</summary>
    internal TerraformValue? ServeUpgradeIdentity(StateUpgradeContext context)
    {
        if (this is not IUpgradeIdentity upgrading || ServedIdentitySchema is not { } schema)
        {
            return null;
        }

        var writer = new ModelWriter(schema.Type);
        return upgrading.UpgradeIdentity(context, writer) ? writer.Build() : null;
    }

    /// <summary>Null: the resource does not take over that state.</summary>
    internal abstract Task<ResourceState?> ServeMoveStateAsync(
        StateMoveContext context, CancellationToken cancellationToken);
}

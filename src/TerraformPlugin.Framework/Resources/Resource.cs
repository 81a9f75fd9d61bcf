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
    internal abstract Schema? IdentitySchema { get; }

    internal abstract bool IdentityMayChange { get; }

    internal abstract Task<ResourceState?> CreateAsync(
        ServerCall call, TerraformValue config, TerraformValue planned, PrivateState privateState,
        CancellationToken cancellationToken);

    internal abstract Task<ResourceState?> ReadAsync(
        ServerCall call, TerraformValue state, PrivateState privateState, CancellationToken cancellationToken);

    internal abstract Task<ResourceState?> UpdateAsync(
        ServerCall call, TerraformValue config, TerraformValue prior, TerraformValue planned,
        PrivateState privateState, CancellationToken cancellationToken);

    internal abstract Task<ResourceState?> DeleteAsync(
        ServerCall call, TerraformValue prior, PrivateState privateState, CancellationToken cancellationToken);

    /// <summary>Null: the resource cannot be imported.</summary>
    internal abstract Task<IReadOnlyList<(ResourceState State, PrivateState Private)>?> ImportAsync(
        ServerCall call, string? id, ModelReader? identity, CancellationToken cancellationToken);

    /// <summary>Null: the resource does not upgrade that state.</summary>
    internal abstract Task<ResourceState?> UpgradeStateAsync(
        StateUpgradeContext context, CancellationToken cancellationToken);

    /// <summary>Null: the resource does not take over that state.</summary>
    internal abstract Task<ResourceState?> MoveStateAsync(
        StateMoveContext context, CancellationToken cancellationToken);
}

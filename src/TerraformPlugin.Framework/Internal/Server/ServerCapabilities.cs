namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>What Terraform may rely on.</summary>
internal sealed record ServerCapabilities
{
    /// <summary>Destroys are planned by the provider too.</summary>
    public bool PlanDestroy { get; init; } = true;

    /// <summary>No call needs GetProviderSchema first.</summary>
    public bool GetProviderSchemaOptional { get; init; } = true;

    public bool MoveResourceState { get; init; } = true;

    public bool GenerateResourceConfig { get; init; } = true;
}

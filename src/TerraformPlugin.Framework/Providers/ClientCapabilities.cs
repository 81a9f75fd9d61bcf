namespace TerraformPlugin.Framework;

/// <summary>What the Terraform at the other end can handle.</summary>
/// <param name="DeferralAllowed">An operation may be put off to a later plan.</param>
/// <param name="WriteOnlyAttributesAllowed">Write-only attributes may be configured.</param>
/// <param name="StorePlannedPrivate">
/// The private state of a first plan comes back with the plan at apply; see <see cref="PlanContext.PlannedPrivate"/>.
/// Terraform 1.16 and later.
/// </param>
/// <param name="ComputedBlocksAllowed">
/// The provider may set blocks that are not configured; see <see cref="Presence.ComputedBlock"/>. Terraform 1.16 and
/// later.
/// </param>
public sealed record ClientCapabilities(
    bool DeferralAllowed = false,
    bool WriteOnlyAttributesAllowed = false,
    bool StorePlannedPrivate = false,
    bool ComputedBlocksAllowed = false);

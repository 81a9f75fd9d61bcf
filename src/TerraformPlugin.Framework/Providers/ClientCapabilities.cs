namespace TerraformPlugin.Framework;

/// <summary>What the Terraform at the other end can handle.</summary>
/// <param name="DeferralAllowed">An operation may be put off to a later plan.</param>
/// <param name="WriteOnlyAttributesAllowed">Write-only attributes may be configured.</param>
public sealed record ClientCapabilities(bool DeferralAllowed = false, bool WriteOnlyAttributesAllowed = false);

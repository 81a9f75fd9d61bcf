namespace TerraformPlugin.Framework;

/// <summary>Why an operation is put off to a later plan. The numbers are the protocol's.</summary>
public enum DeferralReason
{
    Unknown = 0,
    ResourceConfigUnknown = 1,
    ProviderConfigUnknown = 2,
    AbsentPrerequisite = 3,
}

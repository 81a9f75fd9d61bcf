namespace TerraformPlugin.Framework;

/// <summary>Why an operation is put off to a later plan. The numbers are the protocol's.</summary>
public enum DeferralReason
{
    /// <summary>No reason is given; of no help to the user.</summary>
    Unknown = 0,

    /// <summary>Arguments that are unknown have to be known first.</summary>
    ResourceConfigUnknown = 1,

    /// <summary>The provider's own arguments have to be known first.</summary>
    ProviderConfigUnknown = 2,

    /// <summary>Something that is needed is not there yet.</summary>
    AbsentPrerequisite = 3,
}

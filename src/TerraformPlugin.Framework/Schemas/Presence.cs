namespace TerraformPlugin.Framework;

/// <summary>Who sets an attribute.</summary>
public enum Presence
{
    /// <summary>The configuration must.</summary>
    Required,

    /// <summary>The configuration may; otherwise it is null, in plan and state too.</summary>
    Optional,

    /// <summary>The configuration may; otherwise its default, or the provider, sets it.</summary>
    OptionalComputed,

    /// <summary>The provider alone.</summary>
    Computed,

    /// <summary>
    /// The configuration may, in HCL's block syntax. For an object, or a list or set of objects; without any block the
    /// object is null and the collection empty.
    /// </summary>
    Block,

    /// <summary>
    /// A <see cref="Block"/> that the provider sets where the configuration has none; everything in it is computed too.
    /// Needs Terraform 1.16: an older one gets an error where the block is left out.
    /// </summary>
    ComputedBlock,
}

using TerraformPlugin.Framework.Internal.Validation;

namespace TerraformPlugin.Framework;

/// <summary>Validators for common rules between attributes; see <see cref="Schema.ConfigValidators"/>.</summary>
public static class ConfigValidators
{
    /// <summary>At most one of them is configured.</summary>
    public static IConfigValidator Conflicting(params IReadOnlyList<SchemaAttribute> attributes) =>
        new CountValidator(attributes, 0, 1);

    /// <summary>One of them is configured, and no more.</summary>
    public static IConfigValidator ExactlyOneOf(params IReadOnlyList<SchemaAttribute> attributes) =>
        new CountValidator(attributes, 1, 1);

    /// <summary>One of them is configured, or more.</summary>
    public static IConfigValidator AtLeastOneOf(params IReadOnlyList<SchemaAttribute> attributes) =>
        new CountValidator(attributes, 1, attributes.Count);

    /// <summary>All of them are configured, or none.</summary>
    public static IConfigValidator RequiredTogether(params IReadOnlyList<SchemaAttribute> attributes) =>
        new TogetherValidator(attributes);
}

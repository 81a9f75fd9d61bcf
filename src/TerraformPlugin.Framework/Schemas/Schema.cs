using TerraformPlugin.Framework.Internal.Validation;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>The schema of a provider, resource, data source, action or identity.</summary>
public sealed class Schema
{
    /// <param name="attributes">The handles of all attributes, in the order of the documentation.</param>
    /// <exception cref="ArgumentException">
    /// What Terraform would refuse: an illegal or double name, a default on an attribute that is not OptionalComputed,
    /// a write-only attribute that is computed or in a set, a block that is not made of objects or is in an attribute.
    /// </exception>
    public Schema(IReadOnlyList<SchemaAttribute> attributes)
    {
        SchemaRules.Check(attributes);
        Attributes = attributes;
        Type = new NestedObject(NestingMode.Single, attributes).ObjectType;
    }

    /// <summary>The handles of all attributes, in the order of the documentation.</summary>
    public IReadOnlyList<SchemaAttribute> Attributes { get; }

    /// <summary>The object type of all attributes and blocks.</summary>
    public TerraformType Type { get; }

    /// <summary>Raised with every change that old state does not fit; default 0.</summary>
    public long Version { get; init; }

    /// <summary>What the documentation says; in the form that <see cref="Markdown"/> names. Default empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The first sentence of <see cref="Description"/>, for Terraform; see <see cref="SchemaAttribute.Summary"/>.</summary>
    public string Summary => FirstSentence(Description);

    /// <summary>Whether this description and those of the attributes are Markdown; default true.</summary>
    public bool Markdown { get; init; } = true;

    /// <summary>What to use instead; null: not deprecated.</summary>
    public string? DeprecationMessage { get; init; }

    /// <summary>Rules between attributes; default: none.</summary>
    public IReadOnlyList<IConfigValidator> ConfigValidators { get; init; } = [];

    internal static string FirstSentence(string description)
    {
        for (var end = description.IndexOf(". ", StringComparison.Ordinal); end > 0;
            end = description.IndexOf(". ", end + 1, StringComparison.Ordinal))
        {
            // Dots that leave something out end no sentence.
            if (description[end - 1] != '.')
            {
                return description[..(end + 1)];
            }
        }

        return description;
    }
}

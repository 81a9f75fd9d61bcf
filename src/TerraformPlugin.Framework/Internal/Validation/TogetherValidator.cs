namespace TerraformPlugin.Framework.Internal.Validation;

internal sealed class TogetherValidator(IReadOnlyList<SchemaAttribute> attributes) : IConfigValidator
{
    public void Validate(ModelReader config, Diagnostics diagnostics)
    {
        var missing = attributes.Where(a => config.Raw(a).IsNull).ToList();
        if (missing.Count == 0 || !attributes.Any(a => config.Raw(a).IsKnown))
        {
            return;
        }

        diagnostics.AddError("Invalid Attribute Combination",
            $"{string.Join(", ", attributes.Select(static a => a.Name))} must be set together: "
            + $"{string.Join(", ", missing.Select(static a => a.Name))} is missing.",
            attributes.First(a => config.Raw(a).IsKnown).Under(config.Path));
    }
}

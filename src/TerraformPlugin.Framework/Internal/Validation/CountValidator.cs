namespace TerraformPlugin.Framework.Internal.Validation;

internal sealed class CountValidator(IReadOnlyList<SchemaAttribute> attributes, int least, int most) : IConfigValidator
{
    public void Validate(ModelReader config, Diagnostics diagnostics)
    {
        var known = attributes.Where(a => config.Raw(a).IsKnown).ToList();
        var unknown = attributes.Count(a => config.Raw(a).IsUnknown);
        var names = string.Join(", ", attributes.Select(static a => a.Name));
        if (known.Count > most)
        {
            foreach (var attribute in known)
            {
                diagnostics.AddError("Invalid Attribute Combination",
                    $"Only one of {names} can be set; leave out the others.", attribute.Under(config.Path));
            }
        }
        else if (known.Count + unknown < least)
        {
            diagnostics.AddError("Missing Attribute",
                $"{(most == 1 ? "One" : "At least one")} of {names} must be set.",
                config.Path.IsRoot ? null : config.Path);
        }
    }
}

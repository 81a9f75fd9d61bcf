using TerraformPlugin.Framework.Internal.Planning;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Validation;

/// <summary>Checks a configuration by its schema. Unknown values may still turn out right.</summary>
internal static class SchemaValidation
{
    public static void Run(Schema schema, TerraformValue config, ClientCapabilities client, Diagnostics diagnostics)
    {
        Run(schema.Attributes, config, AttributePath.Root, client, diagnostics);
        var reader = new ModelReader(config);
        foreach (var validator in schema.ConfigValidators)
        {
            validator.Validate(reader, diagnostics);
        }
    }

    private static void Run(
        IReadOnlyList<SchemaAttribute> attributes, TerraformValue config, AttributePath parent,
        ClientCapabilities client, Diagnostics diagnostics)
    {
        foreach (var attribute in attributes)
        {
            var value = config.Entries[attribute.Name];
            var path = attribute.Under(parent);
            CheckPresence(attribute, value, path, client, diagnostics);
            if (!value.IsKnown)
            {
                continue;
            }

            attribute.Validate(value, path, diagnostics);
            if (attribute.Nested is { } nested)
            {
                foreach (var (itemPath, item) in NestedObjects.In(nested, value, path))
                {
                    Run(nested.Attributes, item, itemPath, client, diagnostics);
                }
            }
        }
    }

    private static void CheckPresence(
        SchemaAttribute attribute, TerraformValue value, AttributePath path, ClientCapabilities client,
        Diagnostics diagnostics)
    {
        if (value.IsNull)
        {
            if (attribute.Presence == Presence.Required)
            {
                diagnostics.AddError("Missing Required Attribute", $"{path} must be set, and not to null.", path);
            }

            return;
        }

        if (attribute.Presence == Presence.Computed)
        {
            diagnostics.AddError("Read-Only Attribute",
                $"{path} is set by the provider and cannot be configured; remove it.", path);
        }

        if (attribute.WriteOnly && !client.WriteOnlyAttributesAllowed)
        {
            diagnostics.AddError("Write-Only Attribute Not Supported",
                $"{path} is write-only, which needs Terraform 1.11 or later. Upgrade Terraform, or remove it.", path);
        }

        if (attribute.DeprecationMessage is { } message)
        {
            diagnostics.AddWarning("Attribute Deprecated", $"{path} is deprecated: {message}", path);
        }
    }
}

using TerraformPlugin.Framework.Internal.Planning;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Validation;

/// <summary>Checks a configuration by its schema. Unknown values may still turn out right.</summary>
internal static class SchemaValidation
{
    public static void Run(Schema schema, TerraformValue config, ClientCapabilities client, Diagnostics diagnostics)
    {
        if (schema.DeprecationMessage is { } message)
        {
            diagnostics.AddWarning("Deprecated", message);
        }

        var reader = new ModelReader(config);
        Run(schema.Attributes, config, new()
        {
            Path = AttributePath.Root,
            Config = reader,
            ClientCapabilities = client,
            Diagnostics = diagnostics,
        });
        foreach (var validator in schema.ConfigValidators)
        {
            validator.Validate(reader, diagnostics);
        }
    }

    private static void Run(
        IReadOnlyList<SchemaAttribute> attributes, TerraformValue config, ValidatorContext context)
    {
        foreach (var attribute in attributes)
        {
            var value = config.Entries[attribute.Name];
            var at = context.At(attribute.Under(context.Path));
            CheckPresence(attribute, value, at);
            if (!value.IsKnown)
            {
                continue;
            }

            attribute.Validate(value, at);
            if (attribute.Nested is { } nested)
            {
                foreach (var (itemPath, item) in NestedObjects.In(nested, value, at.Path))
                {
                    Run(nested.Attributes, item, context.At(itemPath));
                }
            }
        }
    }

    private static void CheckPresence(
        SchemaAttribute attribute, TerraformValue value, ValidatorContext context)
    {
        var (path, client, diagnostics) = (context.Path, context.ClientCapabilities, context.Diagnostics);
        if (attribute.Presence == Presence.ComputedBlock && !client.ComputedBlocksAllowed
            && (value.IsNull || value.Equals(attribute.Absent)))
        {
            diagnostics.AddError("Computed Block Not Supported",
                $"The provider sets the block {path} where it is left out, which needs Terraform 1.16 or later. Upgrade "
                + "Terraform, or write the block.", path);
        }

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
                $"{path} is write-only, which needs Terraform or OpenTofu 1.11 or later. Upgrade it, or remove the attribute.", path);
        }

        if (attribute.DeprecationMessage is { } message)
        {
            diagnostics.AddWarning("Attribute Deprecated", $"{path} is deprecated: {message}", path);
        }
    }
}

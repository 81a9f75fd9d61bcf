using System.Buffers;
using Google.Protobuf;
using Google.Protobuf.Collections;
using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using Wire = TerraformPlugin.Hosting.Protocol.Schema.Types;

namespace TerraformPlugin.Hosting.Mapping;

/// <summary>Schemas to the wire.</summary>
internal static class SchemaMapping
{
    private static readonly SearchValues<char> s_markup = SearchValues.Create("`*_[<\\\n");

    internal static void AddTo(this IReadOnlyDictionary<string, Schema> schemas, MapField<string, Protocol.Schema> wire)
    {
        foreach (var (name, schema) in schemas)
        {
            wire.Add(name, schema.ToWire());
        }
    }

    internal static Protocol.Schema ToWire(this Schema schema)
    {
        var kind = Kind(schema.Markdown);
        var block = Block(schema.Attributes, kind);
        block.Version = schema.Version;
        block.Description = schema.Summary;
        block.Deprecated = schema.DeprecationMessage is not null;
        block.DeprecationMessage = schema.DeprecationMessage ?? "";
        return new() { Version = schema.Version, Block = block };
    }

    /// <summary>An identity's attributes are required or optional for an import.</summary>
    internal static Protocol.ResourceIdentitySchema ToWireIdentity(this Schema schema)
    {
        var wire = new Protocol.ResourceIdentitySchema { Version = schema.Version };
        foreach (var attribute in schema.Attributes)
        {
            wire.IdentityAttributes.Add(new Protocol.ResourceIdentitySchema.Types.IdentityAttribute
            {
                Name = attribute.Name,
                Type = ToWire(attribute.Type),
                RequiredForImport = attribute.Presence == Presence.Required,
                OptionalForImport = attribute.Presence != Presence.Required,
                Description = attribute.Description,
            });
        }

        return wire;
    }

    internal static ByteString ToWire(TerraformType type) => UnsafeByteOperations.UnsafeWrap(TypeJson.Write(type));

    internal static Protocol.StringKind Kind(bool markdown) =>
        markdown ? Protocol.StringKind.Markdown : Protocol.StringKind.Plain;

    private static Wire.Block Block(IReadOnlyList<SchemaAttribute> attributes, Protocol.StringKind kind)
    {
        var block = new Wire.Block { DescriptionKind = kind };
        foreach (var attribute in attributes)
        {
            if (attribute.IsBlock)
            {
                block.BlockTypes.Add(NestedBlock(attribute, kind));
            }
            else
            {
                block.Attributes.Add(Attribute(attribute, kind));
            }
        }

        return block;
    }

    private static Wire.NestedBlock NestedBlock(SchemaAttribute attribute, Protocol.StringKind kind)
    {
        var nested = attribute.Nested
            ?? throw new InvalidOperationException($"the block {attribute.Name} has no nested attributes");
        var block = Block(nested.Attributes, kind);
        block.Description = attribute.Summary;
        block.Deprecated = attribute.DeprecationMessage is not null;
        block.DeprecationMessage = attribute.DeprecationMessage ?? "";
        block.Computed = attribute.Presence == Presence.ComputedBlock;
        return new()
        {
            TypeName = attribute.Name,
            Block = block,
            Nesting = nested.Mode switch
            {
                NestingMode.Single => Wire.NestedBlock.Types.NestingMode.Single,
                NestingMode.List => Wire.NestedBlock.Types.NestingMode.List,
                NestingMode.Set => Wire.NestedBlock.Types.NestingMode.Set,
                var mode => throw new InvalidOperationException($"the block {attribute.Name} is nested as {mode}"),
            },
        };
    }

    private static Wire.Attribute Attribute(SchemaAttribute attribute, Protocol.StringKind kind, bool isDescribed = true)
    {
        var wire = new Wire.Attribute
        {
            Name = attribute.Name,
            Required = attribute.Presence == Presence.Required,
            Optional = attribute.Presence is Presence.Optional or Presence.OptionalComputed,
            Computed = attribute.Presence is Presence.Computed or Presence.OptionalComputed,
            Sensitive = attribute.Sensitive,
            WriteOnly = attribute.WriteOnly,
            Deprecated = attribute.DeprecationMessage is not null,
            DeprecationMessage = attribute.DeprecationMessage ?? "",
        };
        if (isDescribed)
        {
            wire.Description = attribute.Summary;
            // Plain is what nobody says: 2 bytes for each attribute that has no markup.
            wire.DescriptionKind = wire.Description.AsSpan().ContainsAny(s_markup) ? kind : Protocol.StringKind.Plain;
        }

        if (attribute.Nested is { } nested)
        {
            wire.NestedType = Object(nested, kind);
        }
        else
        {
            wire.Type = ToWire(attribute.Type);
        }

        return wire;
    }

    private static Wire.Object Object(NestedObject nested, Protocol.StringKind kind)
    {
        var wire = new Wire.Object
        {
            Nesting = nested.Mode switch
            {
                NestingMode.Single => Wire.Object.Types.NestingMode.Single,
                NestingMode.List => Wire.Object.Types.NestingMode.List,
                NestingMode.Set => Wire.Object.Types.NestingMode.Set,
                NestingMode.Map => Wire.Object.Types.NestingMode.Map,
                var mode => throw new InvalidOperationException($"nesting mode {mode}"),
            },
        };
        // Nobody writes what is computed within an object: there the documentation is enough.
        wire.Attributes.AddRange(nested.Attributes.Select(attribute =>
            Attribute(attribute, kind, attribute.Presence != Presence.Computed)));
        return wire;
    }
}

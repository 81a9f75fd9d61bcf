namespace TerraformPlugin.Values;

/// <summary>An attribute of an object type with its name as the codecs compare and write it.</summary>
internal readonly record struct ObjectAttribute(string Name, byte[] Utf8Name, TerraformType Type);

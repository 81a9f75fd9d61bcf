namespace TerraformPlugin.Conformance.Schemas;

/// <summary>How the objects of a nested attribute or block are held.</summary>
internal enum Nesting
{
    Single,
    List,
    Set,
    Map,
    Group,
}

namespace TerraformPlugin.Framework;

/// <summary>How the objects of a nested attribute or block are held.</summary>
public enum NestingMode
{
    /// <summary>One object.</summary>
    Single,

    /// <summary>A list of objects.</summary>
    List,

    /// <summary>A set of objects.</summary>
    Set,

    /// <summary>A map of objects.</summary>
    Map,
}

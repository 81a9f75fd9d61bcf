namespace TerraformPlugin.Framework;

/// <summary>How the objects of a nested attribute or block are held.</summary>
public enum NestingMode { Single, List, Set, Map }

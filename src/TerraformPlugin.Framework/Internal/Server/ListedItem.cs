namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>One result of a listing in its general form.</summary>
internal sealed record ListedItem(string DisplayName, ResourceState State, IReadOnlyList<Diagnostic> Diagnostics);

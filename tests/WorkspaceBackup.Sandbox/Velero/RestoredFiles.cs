using System.Text.Json.Nodes;

namespace VeleroSandbox.Velero;

/// <summary>What lies in the bucket of one restore.</summary>
/// <param name="Items">The objects it met.</param>
/// <param name="Results">Errors and warnings by namespace.</param>
internal sealed record RestoredFiles(IReadOnlyList<RestoredItem> Items, JsonObject Results);

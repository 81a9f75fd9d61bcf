namespace VeleroSandbox.Storage;

/// <param name="Revision">The resource version the page shows.</param>
/// <param name="NextKey">The first key of the next page; null at the end.</param>
/// <param name="Remaining">How many objects follow; null when a selector makes that unknown.</param>
internal sealed record ObjectPage(
    IReadOnlyList<StoredObject> Items, long Revision, string? NextKey = null, long? Remaining = null);

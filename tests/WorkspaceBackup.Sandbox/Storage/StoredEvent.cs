using VeleroSandbox.Schemas;

namespace VeleroSandbox.Storage;

/// <summary>One write, as watches see it.</summary>
/// <param name="Before">Null when the object was created.</param>
/// <param name="After">The object now; for a deletion its last state with the deletion's resource version.</param>
internal sealed record StoredEvent(
    long Revision, ResourceType Type, StoredObject? Before, StoredObject After, bool Deleted);

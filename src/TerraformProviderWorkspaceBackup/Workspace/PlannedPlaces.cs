using WorkspaceBackup.Velero.Locations;

namespace TerraformProviderWorkspaceBackup.Workspace;

/// <summary>
/// Where the locations are to go that this process has planned and no cluster has yet: what is there already, the clusters
/// themselves tell.
/// </summary>
internal sealed class PlannedPlaces
{
    private readonly Dictionary<string, IReadOnlyList<StoredPlace>> _places = new(StringComparer.Ordinal);

    /// <summary>Adds those of a resource.</summary>
    /// <param name="instance">What tells the resource; for a new one something that no other has.</param>
    /// <returns>Each that overlaps one of another resource, with that.</returns>
    public IReadOnlyList<(StoredPlace Own, StoredPlace Other)> Plan(string instance, IReadOnlyList<StoredPlace> places)
    {
        lock (_places)
        {
            _places[instance] = places;
            return
            [
                .. from others in _places
                   where others.Key != instance
                   from other in others.Value
                   from own in places
                   where StoredPlace.Overlaps([own, other]).Count > 0
                   select (own, other),
            ];
        }
    }
}

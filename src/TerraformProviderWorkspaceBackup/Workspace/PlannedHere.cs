using System.Collections.Concurrent;

namespace TerraformProviderWorkspaceBackup.Workspace;

/// <summary>
/// What this process has read and planned since it was configured. Terraform tells no addresses, and of a tainted object that
/// is planned anew neither the state nor the private state: this is how it is known again, and two of one prefix are told apart.
/// </summary>
internal sealed class PlannedHere
{
    private readonly ConcurrentDictionary<string, byte> _read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _losses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _prefixes = new(StringComparer.Ordinal);

    /// <summary>The uids of objects that states had when they were read.</summary>
    public IEnumerable<string> Read => _read.Keys;

    public void AddRead(string? uid)
    {
        if (uid is not null)
        {
            _read.TryAdd(uid, 0);
        }
    }

    /// <summary>Whether a resource of this name was planned, and so may be made before what comes after it.</summary>
    public bool IsPlanned(string prefix)
    {
        lock (_prefixes)
        {
            return _prefixes.ContainsKey(prefix);
        }
    }

    /// <summary>Whether nobody else has planned this prefix: the same resource may, as for both halves of a replacement.</summary>
    /// <param name="instance">What tells the resource; for a new one something that no other has.</param>
    public bool TryPlan(string prefix, string instance)
    {
        lock (_prefixes)
        {
            return _prefixes.TryAdd(prefix, instance) || _prefixes[prefix] == instance;
        }
    }

    /// <summary>Something was deleted for one of that name to be made in its place; until that is made, it is lost.</summary>
    public void AddLoss(string successor, string loss) => _losses[successor] = loss;

    /// <summary>What was deleted for one of that name, and what its loss means; null: nothing was.</summary>
    public string? LossOf(string successor) => _losses.GetValueOrDefault(successor);
}

using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>
/// Whether the Secrets that a location names are there, with their keys. At plan another resource may make them yet.
/// </summary>
internal static class SecretPreflight
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(
        Cluster cluster,
        IReadOnlyList<(LocationField Field, SecretKey? Secret)> named,
        string location,
        bool planning,
        CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var (field, secret) in named)
        {
            if (secret is null)
            {
                continue;
            }

            var path = new ApiPath("v1", "secrets", cluster.VeleroNamespace, secret.Name);
            var read = await cluster.Api.GetAsync(path, cancellationToken);
            if (!read.TryGet(out var found, out var fault) && fault.Kind != FaultKind.NotFound)
            {
                findings.Add(PreflightSubject.Unread(fault, $"whether {path.ObjectName} has the key \"{secret.Key}\""));
            }
            else if ((found?["data"] as JsonObject)?.ContainsKey(secret.Key) != true)
            {
                findings.Add(new Finding(
                    planning ? Severity.Warning : Severity.Error,
                    FindingKind.SecretMissing,
                    cluster.Name,
                    (found is null ? $"There is no {path.ObjectName}" : $"{path.ObjectName} has no key \"{secret.Key}\"")
                    + (planning
                        ? " now; it must be there when the location is written."
                        : $", so that Velero could not use the location. Make it in namespace \"{cluster.VeleroNamespace}\", or name another one."),
                    field.Path,
                    location));
            }
        }

        return findings;
    }
}

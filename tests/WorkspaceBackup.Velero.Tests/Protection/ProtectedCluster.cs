using System.Globalization;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Protection;
using WorkspaceBackup.Velero.Tests.Downloads;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Protection;

/// <summary>A cluster with the namespace "app", whose schedule "daily" ran at two o'clock, ten hours ago.</summary>
internal sealed class ProtectedCluster
{
    public static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    public ProtectedCluster(string name = "eu")
    {
        Fake = new FakeCluster(name);
        Fake.Add(FakeCluster.DeploymentPath, """
            { "spec": { "template": { "spec": { "containers": [{ "name": "velero", "args": ["server"] }] } } } }
            """);
        Location("default");
        Namespace("app");
    }

    public FakeCluster Fake { get; }

    /// <summary>The backups' own files, where they are to be read.</summary>
    public FakeFiles? Files { get; init; }

    public static string Ago(TimeSpan span) => (Now - span).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A good schedule and a good backup of it, both with the same content.</summary>
    public ProtectedCluster Protected(string content = """ "includedNamespaces": ["app"] """)
    {
        Schedule("daily", content);
        Backup("daily-20260310020000", content: content);
        return this;
    }

    public void Schedule(
        string name, string content = """ "includedNamespaces": ["app"] """, string cron = "0 2 * * *", string more = "",
        string metadata = "", string created = "2026-01-01T00:00:00Z", string status = """ { "phase": "Enabled" } """) => Fake.Add(FakeCluster.SchedulePath(name), $$"""
        {
          "metadata": { "creationTimestamp": "{{created}}" {{metadata}} },
          "spec": { "schedule": "{{cron}}", {{more}} "template": { {{Template(content)}} } },
          "status": {{status}}
        }
        """);

    public void Backup(
        string name, string schedule = "daily", TimeSpan? ago = null, string content = """ "includedNamespaces": ["app"] """,
        string phase = "Completed", string? created = null, string? expires = null, string labels = "", string location = "default",
        TimeSpan? took = null, string status = "")
    {
        var started = ago ?? TimeSpan.FromHours(10);
        Fake.Add(ApiPath.Velero("backups", "velero", name), $$"""
            {
              "metadata": {
                "creationTimestamp": "{{created ?? Ago(started)}}",
                "labels": { "velero.io/schedule-name": "{{schedule}}" {{Comma(labels)}} }
              },
              "spec": { "storageLocation": "{{location}}" {{Comma(content)}} },
              "status": {
                "phase": "{{phase}}", "startTimestamp": "{{Ago(started)}}",
                "completionTimestamp": "{{Ago(started - (took ?? TimeSpan.FromMinutes(10)))}}",
                "expiration": "{{expires ?? "2026-04-10T02:00:00Z"}}" {{Comma(status)}}
              }
            }
            """);
    }

    public void Location(string name, string phase = "Available", string mode = "ReadWrite", TimeSpan? validated = null) =>
        Fake.Add(ApiPath.Velero("backupstoragelocations", "velero", name), $$"""
            {
              "spec": { "provider": "aws", "accessMode": "{{mode}}", "objectStorage": { "bucket": "b", "prefix": "{{name}}" } },
              "status": { "phase": "{{phase}}", "lastValidationTime": "{{Ago(validated ?? TimeSpan.FromMinutes(1))}}" }
            }
            """);

    public void Namespace(string name, string? label = null, string created = "2026-01-01T00:00:00Z") => Fake.Add(
        new ApiPath("v1", "namespaces", Name: name), $$"""
        {
          "metadata": { "creationTimestamp": "{{created}}", "labels": { {{(label is null ? "" : $"\"{label}\": \"true\"")}} } }
        }
        """);

    public void Add(string groupVersion, string resource, string? @namespace, string name, string json) =>
        Fake.Add(new ApiPath(groupVersion, resource, @namespace, name), json);

    public async Task<ClusterProtection> JudgeAsync(TimeSpan? rpo = null, params string[] namespaces)
    {
        var judged = await new ProtectionService(new VeleroServers(new FakeTime()), Files ?? new FakeFiles()).JudgeAsync(
            new ProtectionQuery
            {
                At = Now,
                Clusters = [Fake.Cluster],
                Namespaces = StringSet.From(namespaces.Length == 0 ? ["app"] : namespaces),
                Rpo = rpo,
                ReadBackupFiles = Files is not null,
            },
            CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
        return Assert.Single(judged);
    }

    private static string Template(string content) => content.Contains("storageLocation", StringComparison.Ordinal)
        ? content
        : $"\"storageLocation\": \"default\" {Comma(content)}";

    private static string Comma(string json) => json.Trim().Length == 0 ? "" : $", {json}";
}

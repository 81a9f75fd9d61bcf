using System.Text.Json.Nodes;
using Reliability.Tests.Driver;
using VeleroSandbox.Api;

namespace Reliability.Tests.Matrix;

/// <summary>All operations.</summary>
internal static class Operations
{
    private const string Daily = "0 2 * * *";
    private const string Nightly = "0 3 * * *";

    public static IReadOnlyList<Operation> All { get; } =
    [
        new("configure the provider", null, _ => true, lane => lane.Terraform.Configure),
        new("plan a schedule", Lane.Schedule, Is("create", "/schedules", dryRun: true), lane =>
        {
            lane.Clear();
            lane.Terraform.Configuration[Lane.Schedule] = Lane.ScheduleOf(Daily);
            return lane.Terraform.Plan;
        })
        {
            ChecksSideBySide = true,
            ListsInPages = true,
        },
        new("create a schedule", Lane.Schedule, Is("create", "/schedules"), lane =>
        {
            lane.Clear();
            lane.Terraform.Configuration[Lane.Schedule] = Lane.ScheduleOf(Daily);
            return Planned(lane);
        })
        {
            Writes = "/schedules",
            ListsInPages = true,
        },
        new("read a schedule", Lane.Schedule, Is("list", "/schedules"), lane =>
        {
            lane.Reach(Lane.Schedule, Lane.ScheduleOf(Daily));
            return lane.Terraform.Refresh;
        })
        {
            ListsInPages = true,
        },
        new("update a schedule", Lane.Schedule, Is("patch", "/schedules"), lane =>
        {
            lane.Reach(Lane.Schedule, Lane.ScheduleOf(Daily));
            lane.Terraform.Configuration[Lane.Schedule] = Lane.ScheduleOf(Nightly);
            return Planned(lane);
        })
        {
            Writes = "/schedules",
            ListsInPages = true,
        },
        new("delete a schedule", Lane.Schedule, Is("delete", "/schedules"), lane =>
        {
            lane.Reach(Lane.Schedule, Lane.ScheduleOf(Daily));
            lane.Terraform.Configuration.Clear();
            return Planned(lane);
        })
        {
            Writes = "/schedules",
            ListsInPages = true,
        },
        new("import a schedule", Lane.Schedule, Is("list", "/schedules"), lane =>
        {
            lane.Reach(Lane.Schedule, Lane.ScheduleOf(Daily));
            lane.Terraform.State.Clear();
            return () => lane.Terraform.Import(Lane.Schedule, "daily");
        })
        {
            ListsInPages = true,
            Again = lane => lane.Terraform.State.Count == 0 ? lane.Terraform.Import(Lane.Schedule, "daily") : null,
        },
        new("plan a backup", Lane.Backup, Is("create", "/backups", dryRun: true), lane =>
        {
            lane.Clear();
            lane.Terraform.Configuration[Lane.Backup] = Run();
            return lane.Terraform.Plan;
        })
        {
            ChecksSideBySide = true,
        },
        new("create a backup", Lane.Backup, Is("create", "/backups"), lane =>
        {
            lane.Clear();
            lane.Terraform.Configuration[Lane.Backup] = Run();
            return Planned(lane);
        })
        {
            Writes = "/backups",
            Limit = TimeSpan.FromMinutes(15),
        },
        new("read a backup", Lane.Backup, line => line.Verb is "list" or "get" && Has(line, "/backups"), lane =>
        {
            lane.Reach(Lane.Backup, Run());
            return lane.Terraform.Refresh;
        })
        {
            ListsInPages = true,
        },
        new("delete a backup", Lane.Backup, Is("create", "/deletebackuprequests"), lane =>
        {
            lane.Reach(Lane.Backup, Run());
            lane.Terraform.Configuration.Clear();
            return Planned(lane);
        })
        {
            Writes = "/deletebackuprequests",
            Limit = TimeSpan.FromMinutes(31),
        },
        new("plan a restore", Lane.Restore, Is("create", "/restores", dryRun: true), lane =>
        {
            var drill = Drill(lane);
            lane.Clear();
            lane.Terraform.Configuration[Lane.Restore] = drill;
            return lane.Terraform.Plan;
        })
        {
            ChecksSideBySide = true,
        },
        new("create a restore", Lane.Restore, Is("create", "/restores"), lane =>
        {
            var drill = Drill(lane);
            lane.Clear();
            lane.Terraform.Configuration[Lane.Restore] = drill;
            return Planned(lane);
        })
        {
            Writes = "/restores",
            Limit = TimeSpan.FromMinutes(15),
        },
        new("read a restore", Lane.Restore, line => line.Verb is "list" or "get" && Has(line, "/restores"), lane =>
        {
            lane.Reach(Lane.Restore, Drill(lane));
            return lane.Terraform.Refresh;
        }),
        new("delete a restore", Lane.Restore, Is("delete", "/restores"), lane =>
        {
            lane.Reach(Lane.Restore, Drill(lane));
            lane.Terraform.Configuration.Clear();
            return Planned(lane);
        })
        {
            Writes = "/restores",
            Limit = TimeSpan.FromMinutes(31),
        },
        Data("workspace_backup", "/backups", new JsonObject { ["prefix"] = "base" }),
        Data("workspace_backups", "/backups", new JsonObject { ["prefix"] = "base" }),
        Data("workspace_clusters", "/backupstoragelocations", []),
        Data("workspace_protection", "/persistentvolumeclaims", new JsonObject { ["namespaces"] = new JsonArray("shop") }),
    ];

    private static Operation Data(string type, string main, JsonObject config) =>
        new($"read data {type}", null, Is("list", main), lane =>
        {
            lane.Base();

            // Nothing is cleared between reads, and an earlier fault may have set it.
            foreach (var cluster in lane.Sandbox.Clusters)
            {
                cluster.ClockSkew = TimeSpan.Zero;
            }

            // Where this machine's clock has jumped, Velero has not looked at its locations since.
            if (type == "workspace_protection" && lane.Time.GetUtcNow() > lane.Sandbox.Clock.GetUtcNow())
            {
                lane.Sandbox.Clock.AdvanceTo(lane.Time.GetUtcNow());

                // With it went what locations and backups say of their times: all is read anew.
                lane.Usual.Clear();
            }

            if (!lane.Usual.ContainsKey(type))
            {
                var (usual, value) = lane.Terraform.Data(type, config);
                if (usual.Diagnostics.Count > 0)
                {
                    throw new InvalidOperationException($"without a fault: {usual}");
                }

                lane.Usual[type] = value;
            }

            return () =>
            {
                var (report, value) = lane.Terraform.Data(type, config);
                lane.LastData = value;
                return report;
            };
        })
        {
            ListsInPages = main == "/backups" || type == "workspace_protection",
            DataType = type,
            ChecksSideBySide = type == "workspace_clusters",
        };

    private static JsonObject Run() => new()
    {
        ["name"] = "run",
        ["backup_location"] = "default",
        ["deletion_policy"] = "delete",
    };

    private static JsonObject Drill(Lane lane) => new() { ["name"] = "drill", ["from_backup"] = lane.Base() };

    /// <summary>The plan is made before the fault.</summary>
    private static Func<Report> Planned(Lane lane)
    {
        var plan = lane.Terraform.Plan();
        return !plan.Unusual.Any() && plan.Bugs.Count == 0 && !plan.IsEmpty
            ? () => lane.Terraform.Apply(plan)
            : throw new InvalidOperationException($"without a fault: {plan}");
    }

    private static Func<RequestLine, bool> Is(string verb, string path, bool dryRun = false) =>
        line => line.Verb == verb && line.IsDryRun == dryRun && Has(line, path);

    private static bool Has(RequestLine line, string path) =>
        line.Path.EndsWith(path, StringComparison.Ordinal)
        || line.Path.Contains(path + "/", StringComparison.Ordinal);
}

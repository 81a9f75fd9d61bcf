using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using AcceptanceTests.Harness;
using VeleroSandbox;

namespace AcceptanceTests.Examples;

/// <summary>The examples that show backups, as a user would copy them.</summary>
public sealed class DataSourceExamplesTests : IDisposable
{
    // Backups are as old as their clusters' clocks say.
    private readonly Sandbox _sandbox = Sandbox.Start(3, new() { StartTime = TimeProvider.System.GetUtcNow() });
    private readonly List<IDisposable> _toDispose = [];

    public DataSourceExamplesTests()
    {
        _toDispose.Add(_sandbox);
        foreach (var cluster in _sandbox.Clusters)
        {
            cluster.CreateNamespace("payments-api");
            cluster.CreateNamespace("payments-db");
        }
    }

    [Fact]
    public async Task The_freshness_check_warns_until_there_is_a_backup_everywhere()
    {
        var example = Example("freshness-check");

        Assert.Contains(
            (await example.ApplyAsync()).Succeeded().Warnings,
            warning => warning.Detail.Contains("asia (no backup), eu (no backup), us (no backup)"));
        BackUp();
        Assert.Empty((await example.ApplyAsync()).Succeeded().Warnings);
    }

    [Fact]
    public async Task The_dashboard_has_a_line_for_each_namespace_and_one_for_a_cluster_that_is_down()
    {
        foreach (var (name, cluster) in new[] { ("eu", "c1"), ("us", "c2"), ("asia", "c3") })
        {
            _sandbox[cluster].Create("schedules", new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = $"daily-{name}" },
                ["spec"] = new JsonObject
                {
                    ["schedule"] = "0 2 * * *",
                    ["skipImmediately"] = true,
                    ["template"] = new JsonObject
                    {
                        ["storageLocation"] = "default",
                        ["includedNamespaces"] = new JsonArray("payments-api", "payments-db"),
                    },
                },
            });
        }

        BackUp();
        _sandbox["c2"].GoDown();
        var example = Example("protection-dashboard");

        (await example.ApplyAsync()).Succeeded();

        var table = (await example.OutputAsync("protection")).TrimEnd().Split('\n');
        Assert.Equal("NOT PROTECTED: 3 findings", table[0]);
        Assert.Matches("^asia +payments-api +covered +0h +daily-asia-", table[2]);
        Assert.Matches("^asia +payments-db +no backup +- +-$", table[3]);
        Assert.Matches("^us +- +unknown +- +the connection was refused$", table[6]);
        Assert.All(table, static line => Assert.InRange(line.Length, 1, 100));
        var report = await example.OutputAsync("report");
        using var page = XmlReader.Create(new StringReader(report), new() { DtdProcessing = DtdProcessing.Ignore });
        Assert.Contains("Not everything is protected", XDocument.Load(page).Root!.Value);
    }

    [Fact]
    public async Task The_test_file_passes_on_the_sandbox()
    {
        var tested = (await Example("terraform-test").TestAsync()).Succeeded();

        Assert.Contains("5 passed, 0 failed", tested.Command.Output);
    }

    public void Dispose() => _toDispose.ForEach(disposable => disposable.Dispose());

    /// <summary>Makes a backup now on every cluster, as <c>velero backup create --from-schedule</c> does.</summary>
    private void BackUp()
    {
        var now = TimeProvider.System.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        foreach (var (name, cluster) in new[] { ("eu", "c1"), ("us", "c2"), ("asia", "c3") })
        {
            _sandbox[cluster].Create("backups", new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["name"] = $"daily-{name}-{now}",
                    ["labels"] = new JsonObject { ["velero.io/schedule-name"] = $"daily-{name}" },
                },
                ["spec"] = new JsonObject
                {
                    ["storageLocation"] = "default",
                    ["includedNamespaces"] = new JsonArray("payments-api"),
                },
            });
        }

        _sandbox.Settle();
    }

    private TerraformDirectory Example(string name)
    {
        var example = TerraformDirectory.OfExample(Path.Combine(Repository.Root, "examples", name));
        _toDispose.Insert(0, example);
        var kubeconfig = example.In("kubeconfig");
        _sandbox.WriteKubeconfig(kubeconfig);
        var variables = new JsonObject
        {
            ["kubeconfig"] = kubeconfig,
            ["contexts"] = new JsonObject { ["eu"] = "c1", ["us"] = "c2", ["asia"] = "c3" },
        };
        if (name == "terraform-test")
        {
            variables["sandbox"] = _sandbox.AdminUrl.ToString();
        }

        example.SetVariables(variables);
        return example;
    }
}

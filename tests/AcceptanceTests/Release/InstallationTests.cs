using System.Text;
using System.Text.Json.Nodes;
using AcceptanceTests.Harness;
using VeleroSandbox;

namespace AcceptanceTests.Release;

/// <summary>A release under the eyes of the real <c>terraform init</c>.</summary>
public sealed class InstallationTests : IDisposable
{
    private const string Source = "registry.terraform.io/workspace-backup/workspace";

    private readonly Sandbox _sandbox = Sandbox.Start(2);
    private readonly List<IDisposable> _toDispose = [];

    public InstallationTests() => _toDispose.Add(_sandbox);

    [Fact]
    public async Task From_a_folder_it_is_installed_locked_and_plans()
    {
        var release = Owned(await PackedRelease.PackAsync());
        var terraform = Configuration(release);
        InstallFromFolder(terraform, release);

        (await terraform.InitAsync()).Succeeded();

        Assert.Equal([release.ContentHash], LockedHashes(terraform, release.Version));
        await AssertWorksAsync(terraform);
    }

    [Theory]
    [InlineData("terraform.d/plugins")]
    [InlineData("home/.terraform.d/plugins")]
    public async Task In_a_folder_that_terraform_looks_in_by_itself_the_zip_is_enough(string folder)
    {
        var release = Owned(await PackedRelease.PackAsync());
        var terraform = Configuration(release);
        CopyInto(terraform.In(folder), release);
        terraform.InstallFromImpliedFolders();

        (await terraform.InitAsync()).Succeeded();

        Assert.Equal([release.ContentHash], LockedHashes(terraform, release.Version));
    }

    /// <summary>
    /// OpenTofu looks in the same folder by its own registry's name, and so does Terraform when a source has it.
    /// </summary>
    [Fact]
    public async Task Make_install_serves_the_names_of_both_registries()
    {
        var terraform = Owned(new TerraformDirectory("Schedules/none.tf"));
        terraform.InstallFromImpliedFolders();
        var make = await Command.RunAsync(
            "make",
            [
                "-C", Repository.Root, "install", "-o", Repository.ProviderBinary, $"provider={Repository.ProviderBinary}",
                $"HOME={terraform.In("home")}",
            ],
            TimeSpan.FromMinutes(1));
        Assert.True(make.ExitCode == 0, make.Error);

        File.WriteAllText(terraform.In("provider.tf"), """
            terraform {
              required_providers {
                terraform = { source = "workspace-backup/workspace" }
                tofu      = { source = "registry.opentofu.org/workspace-backup/workspace" }
              }
            }
            """);
        (await terraform.InitAsync()).Succeeded();

        var locked = await File.ReadAllTextAsync(terraform.In(".terraform.lock.hcl"));
        Assert.Contains("provider \"registry.terraform.io/workspace-backup/workspace\"", locked);
        Assert.Contains("provider \"registry.opentofu.org/workspace-backup/workspace\"", locked);
    }

    [Fact]
    public async Task Over_the_network_it_is_installed_locked_and_plans()
    {
        var release = Owned(await PackedRelease.PackAsync());
        await using var mirror = await MirrorServer.StartAsync(Mirror(release, release.ZipHash));
        var terraform = Configuration(release);
        InstallFromNetwork(terraform, mirror);

        (await terraform.InitAsync()).Succeeded();

        Assert.Contains(release.ContentHash, LockedHashes(terraform, release.Version));
        await AssertWorksAsync(terraform);
    }

    [Fact]
    public async Task Over_the_network_a_zip_that_is_not_in_the_sums_is_refused()
    {
        var release = Owned(await PackedRelease.PackAsync());
        var other = Owned(await PackedRelease.PackAsync("another licence"));
        await using var mirror = await MirrorServer.StartAsync(Mirror(release, other.ZipHash));
        var terraform = Configuration(release);
        InstallFromNetwork(terraform, mirror);

        Assert.Contains("checksum", (await terraform.InitAsync()).Failed().Command.Error);
    }

    [Fact]
    public async Task Another_zip_of_the_same_version_does_not_get_past_the_lock_file()
    {
        var release = Owned(await PackedRelease.PackAsync());
        var other = Owned(await PackedRelease.PackAsync("another licence"));
        var terraform = Configuration(release);
        InstallFromFolder(terraform, release);
        (await terraform.InitAsync()).Succeeded();
        Directory.Delete(terraform.In(".terraform"), recursive: true);

        InstallFromFolder(terraform, other);

        Assert.Contains("checksums", (await terraform.InitAsync()).Failed().Command.Error);
    }

    public void Dispose()
    {
        foreach (var owned in Enumerable.Reverse(_toDispose))
        {
            owned.Dispose();
        }
    }

    private static void InstallFromFolder(TerraformDirectory terraform, PackedRelease release)
    {
        CopyInto(terraform.In("mirror"), release);
        terraform.InstallFrom($$"""filesystem_mirror { path = "{{terraform.In("mirror")}}" }""");
    }

    private static void CopyInto(string mirror, PackedRelease release)
    {
        var folder = Directory.CreateDirectory(Path.Combine(mirror, Source)).FullName;
        File.Copy(release.Zip, Path.Combine(folder, Path.GetFileName(release.Zip)), overwrite: true);
    }

    private static void InstallFromNetwork(TerraformDirectory terraform, MirrorServer mirror)
    {
        File.WriteAllText(terraform.In("mirror.crt"), mirror.CertificateAuthority);
        terraform.Environment["SSL_CERT_FILE"] = terraform.In("mirror.crt");
        terraform.InstallFrom($$"""network_mirror { url = "{{mirror.Url}}" }""");
    }

    /// <summary>What has to lie on a server, by Terraform's protocol for mirrors.</summary>
    private static Dictionary<string, byte[]> Mirror(PackedRelease release, string hash)
    {
        var zip = Path.GetFileName(release.Zip);
        var versions = new JsonObject { ["versions"] = new JsonObject { [release.Version] = new JsonObject() } };
        var archives = new JsonObject
        {
            ["archives"] = new JsonObject
            {
                [PackedRelease.Platform] = new JsonObject { ["url"] = zip, ["hashes"] = new JsonArray(hash) },
            },
        };
        return new()
        {
            [$"/{Source}/index.json"] = Encoding.UTF8.GetBytes(versions.ToJsonString()),
            [$"/{Source}/{release.Version}.json"] = Encoding.UTF8.GetBytes(archives.ToJsonString()),
            [$"/{Source}/{zip}"] = File.ReadAllBytes(release.Zip),
        };
    }

    private static IEnumerable<string> LockedHashes(TerraformDirectory terraform, string version)
    {
        var text = File.ReadAllText(terraform.In(".terraform.lock.hcl"));
        Assert.Contains($"provider \"{Source}\" {{", text);
        Assert.Matches($"version +=? *\"{version}\"", text);
        return text.Split('"').Where(static quoted =>
            quoted.StartsWith("h1:", StringComparison.Ordinal) || quoted.StartsWith("zh:", StringComparison.Ordinal));
    }

    private static async Task AssertWorksAsync(TerraformDirectory terraform)
    {
        Assert.Empty((await terraform.ValidateAsync()).Succeeded().Diagnostics);
        Assert.Equal(["create"], (await terraform.PlanAsync()).ActionsOn("workspace_backup_schedule.this"));
    }

    private TerraformDirectory Configuration(PackedRelease release)
    {
        var terraform = Owned(new TerraformDirectory("Schedules/daily.tf"));
        // Named exactly, since Terraform would not choose a pre-release by itself.
        File.WriteAllText(terraform.In("version_override.tf"), $$"""
            terraform {
              required_providers {
                workspace = {
                  source  = "workspace-backup/workspace"
                  version = "{{release.Version}}"
                }
              }
            }
            """);
        var kubeconfig = terraform.In("kubeconfig");
        _sandbox.WriteKubeconfig(kubeconfig);
        terraform.SetVariables(new()
        {
            ["prefix"] = "daily",
            ["clusters"] = new JsonObject(_sandbox.Clusters.Select(cluster => KeyValuePair.Create<string, JsonNode?>(
                cluster.Name,
                new JsonObject { ["config_path"] = kubeconfig, ["config_context"] = cluster.Name }))),
        });
        return terraform;
    }

    private T Owned<T>(T disposable)
        where T : IDisposable
    {
        _toDispose.Add(disposable);
        return disposable;
    }
}

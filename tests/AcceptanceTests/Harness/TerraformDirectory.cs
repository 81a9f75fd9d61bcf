using System.Globalization;
using System.Text.Json.Nodes;

namespace AcceptanceTests.Harness;

/// <summary>
/// A configuration of its own, its state, and the real Terraform CLI run on them with the provider under test. Nothing
/// of the machine's Terraform or Kubernetes configuration is seen, and no network but the clusters'.
/// </summary>
internal sealed class TerraformDirectory : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly string[] s_apply = ["apply", "-json", "-input=false", "-auto-approve"];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("acceptance-");
    private readonly Dictionary<string, string?> _environment;

    /// <param name="configuration">
    /// A test's <c>.tf</c> file, relative to this project. The provider's own block, the same for all, is added.
    /// </param>
    public TerraformDirectory(string configuration)
        : this()
    {
        Use(configuration);
        File.Copy(Source("Harness/provider.tf"), In("provider.tf"));
    }

    private TerraformDirectory()
    {
        Directory.CreateDirectory(In("home"));
        RunFrom(Path.GetDirectoryName(Repository.ProviderBinary)!);

        _environment = System.Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("TF_", StringComparison.Ordinal)
                || name.StartsWith("KUBE", StringComparison.Ordinal))
            .ToDictionary(name => name, _ => (string?)null);
        _environment["TF_CLI_CONFIG_FILE"] = In("cli.tfrc");
        _environment["TF_IN_AUTOMATION"] = "1";
        _environment["HOME"] = In("home");
    }

    /// <summary>Set for Terraform and so for the provider; null removes a variable.</summary>
    public IDictionary<string, string?> Environment => _environment;

    /// <summary>A configuration of the documentation, as it stands there.</summary>
    public static TerraformDirectory OfExample(string folder)
    {
        var directory = new TerraformDirectory();
        foreach (var file in Directory.EnumerateFiles(folder, "*.tf"))
        {
            File.Copy(file, directory.In(Path.GetFileName(file)));
        }

        Directory.CreateDirectory(directory.In("tests"));
        foreach (var file in Directory.EnumerateFiles(folder, "*.tftest.hcl", SearchOption.AllDirectories))
        {
            File.Copy(file, directory.In(Path.Combine("tests", Path.GetFileName(file))));
        }

        // Pages of the registry show it once, with the provider.
        if (!Directory.EnumerateFiles(folder, "*.tf").Any(
            static file => File.ReadAllText(file).Contains("required_providers")))
        {
            File.WriteAllText(directory.In("required_providers.tf"), """
                terraform {
                  required_providers {
                    workspace = {
                      source = "workspace-backup/workspace"
                    }
                  }
                }
                """);
        }

        // Terraform looks at a provider's configuration only when something uses it.
        File.WriteAllText(directory.In("user.tf"), """
            resource "workspace_backup_schedule" "user_of_the_provider" {
              prefix          = "user"
              schedule        = "@daily"
              backup_location = "default"
            }
            """);
        return directory;
    }

    /// <summary>
    /// Where providers come from, in the words of Terraform's CLI configuration. At first the provider is run where it
    /// was built, without an installation.
    /// </summary>
    public void InstallFrom(string methods) => File.WriteAllText(
        In("cli.tfrc"), $"disable_checkpoint = true\nprovider_installation {{\n{methods}\n}}\n");

    /// <summary>From where Terraform looks without a CLI configuration.</summary>
    public void InstallFromImpliedFolders() => File.WriteAllText(In("cli.tfrc"), "disable_checkpoint = true\n");

    /// <summary>Replaces the test's configuration; state stays.</summary>
    public void Use(string configuration) =>
        File.Copy(Source(configuration), In("main.tf"), overwrite: true);

    public void SetVariables(JsonObject variables) =>
        File.WriteAllText(In("terraform.tfvars.json"), variables.ToJsonString());

    public async Task<TerraformResult> InitAsync() =>
        TerraformResult.FromText(await RunAsync("init", "-no-color", "-input=false"));

    /// <summary>Runs the test files in the folder <c>tests</c>.</summary>
    public async Task<TerraformResult> TestAsync() => TerraformResult.FromText(await RunAsync("test", "-no-color"));

    public async Task<TerraformResult> ValidateAsync() =>
        TerraformResult.FromDocument(await RunAsync("validate", "-json"));

    /// <summary>A plan that must work out, empty or not.</summary>
    public async Task<TerraformPlan> PlanAsync(params string[] options)
    {
        var run = TerraformResult.FromLines(await RunAsync(
            ["plan", "-json", "-input=false", "-detailed-exitcode", "-out=saved.plan", .. options]));
        Assert.True(run.Command.ExitCode is 0 or 2, run.ToString());
        var shown = await RunAsync("show", "-json", "saved.plan");
        return new(run, JsonNode.Parse(shown.Output));
    }

    /// <summary>A plan that must not work out.</summary>
    public async Task<TerraformResult> FailingPlanAsync() =>
        TerraformResult.FromLines(await RunAsync("plan", "-json", "-input=false")).Failed();

    public async Task<TerraformResult> ApplyAsync(params string[] options) =>
        TerraformResult.FromLines(await RunAsync([.. s_apply, .. options]));

    /// <summary>An apply that something happens to while it runs.</summary>
    public RunningCommand StartApply(params string[] options) =>
        new("terraform", [.. s_apply, .. options], Limit, _directory.FullName, _environment);

    /// <summary>As <see cref="ApplyAsync"/>, with Ctrl-C as soon as something has completed.</summary>
    public async Task<TerraformResult> InterruptedApplyAsync(Task when)
    {
        using var running = StartApply();
        await when.WaitAsync(Limit);
        await running.InterruptAsync();
        return TerraformResult.FromLines(await running.ResultAsync());
    }

    /// <summary>
    /// An apply on a disk that is full: no file of Terraform's can grow over some KiB. The provider writes none.
    /// </summary>
    public async Task<TerraformResult> ApplyOnFullDiskAsync(int kibibytes) => TerraformResult.FromLines(
        await Command.RunAsync(
            "bash", ["-c", $"ulimit -S -f {kibibytes}; exec terraform \"$@\"", "terraform", .. s_apply],
            Limit, _directory.FullName, _environment));

    /// <summary>Terraform's providers, the newest last: each one notes its process id when it starts.</summary>
    public void RecordProviders()
    {
        Directory.CreateDirectory(In("plugins"));
        var provider = In("plugins/terraform-provider-workspace");
        File.WriteAllText(provider, $$"""
            #!/usr/bin/env bash
            ulimit -S -f unlimited
            echo $$ >>'{{In("providers")}}'
            exec '{{Repository.ProviderBinary}}' "$@"
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(provider, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        RunFrom(In("plugins"));
    }

    /// <summary>The provider process that was started last; after <see cref="RecordProviders"/>.</summary>
    public int NewestProvider => int.Parse(File.ReadLines(In("providers")).Last(), CultureInfo.InvariantCulture);

    /// <summary>Applies the plan of the last <see cref="PlanAsync"/>.</summary>
    public async Task<TerraformResult> ApplySavedPlanAsync() =>
        TerraformResult.FromLines(await RunAsync("apply", "-json", "-input=false", "saved.plan"));

    public async Task<TerraformResult> DestroyAsync() =>
        TerraformResult.FromLines(await RunAsync("destroy", "-json", "-input=false", "-auto-approve"));

    public async Task<TerraformResult> ImportAsync(string address, string id) =>
        TerraformResult.FromText(await RunAsync("import", "-no-color", "-input=false", address, id));

    /// <summary>The attributes of a resource in the state; null when it is not there.</summary>
    public async Task<JsonNode?> StateAsync(string address)
    {
        var shown = await RunAsync("show", "-json");
        return JsonNode.Parse(shown.Output)!["values"]?["root_module"]?["resources"]?.AsArray()
            .SingleOrDefault(resource => (string)resource!["address"]! == address)?["values"];
    }

    /// <summary>An output in the state that is a text.</summary>
    public async Task<string> OutputAsync(string name) => (await RunAsync("output", "-raw", name)).Output;

    /// <summary>From now on Terraform and the provider log, for <see cref="UntilLoggedAsync"/>.</summary>
    public void Log()
    {
        Environment["TF_LOG"] = "INFO";
        Environment["TF_LOG_PATH"] = In("terraform.log");
    }

    /// <summary>Waits until something stands in the log of a run that goes on.</summary>
    /// <param name="meanwhile">Done again and again, so as not to spin.</param>
    public async Task UntilLoggedAsync(string text, Task<TerraformResult> running, Func<Task> meanwhile)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await IsLoggedAsync(text))
        {
            limit.Token.ThrowIfCancellationRequested();
            Assert.False(running.IsCompleted, running.IsCompleted ? $"without \"{text}\": {await running}" : text);
            await meanwhile();
        }
    }

    /// <summary>Makes the state one of a provider that did not know these attributes of a resource yet.</summary>
    public void WithoutAttributes(string address, params string[] names)
    {
        var state = JsonNode.Parse(File.ReadAllText(In("terraform.tfstate")))!;
        var resource = state["resources"]!.AsArray().Single(one => $"{one!["type"]}.{one["name"]}" == address)!;
        foreach (var attributes in resource["instances"]!.AsArray().Select(instance => instance!["attributes"]!.AsObject()))
        {
            foreach (var name in names)
            {
                Assert.True(attributes.Remove(name), $"{address} has no {name}");
            }
        }

        state["serial"] = (int)state["serial"]! + 1;
        File.WriteAllText(In("terraform.tfstate"), state.ToJsonString());
    }

    /// <summary>Removes those files that are there.</summary>
    public void Forget(params string[] names)
    {
        foreach (var name in names)
        {
            File.Delete(In(name));
        }
    }

    public string In(string name) => Path.Combine(_directory.FullName, name);

    public void Dispose() => _directory.Delete(recursive: true);

    private async Task<bool> IsLoggedAsync(string text)
    {
        using var log = new StreamReader(new FileStream(
            In("terraform.log"), FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite));
        return (await log.ReadToEndAsync()).Contains(text, StringComparison.Ordinal);
    }

    private static string Source(string path) => Path.Combine(AppContext.BaseDirectory, path);

    private void RunFrom(string folder) => InstallFrom($$"""
        dev_overrides {
          "workspace-backup/workspace" = "{{folder}}"
        }
        filesystem_mirror {
          path = "{{In("home")}}"
        }
        """);

    private Task<CommandResult> RunAsync(params string[] arguments) =>
        Command.RunAsync("terraform", arguments, Limit, _directory.FullName, _environment);
}

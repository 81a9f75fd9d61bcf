using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using VeleroSandbox.Admin;

namespace VeleroSandbox;

/// <summary>The executable's options.</summary>
/// <param name="Watched">The process whose end ends this one.</param>
internal sealed record CommandLine(
    SandboxOptions Options, int Clusters, string? Kubeconfig, string? Folder, int? Watched)
{
    public const string Usage = """
        usage: WorkspaceBackup.Sandbox (--kubeconfig FILE | --folder FOLDER) [--clusters N | --names a,b] [--bare N]
               [--velero VERSION|none] [--crds FOLDER] [--rbac FOLDER] [--kubernetes MINOR] [--run-time DURATION]
               [--namespaces a,b] [--watch PID] [--fake-clock] [--no-velero-server]

          --kubeconfig   writes a kubeconfig with a context per cluster
          --folder       writes a kubeconfig, addresses, tokens and certificates, as start-clusters.sh does
          --bare         more clusters, b1, b2, ..., without Velero's definitions
          --velero       the version whose definitions and behaviour the clusters have; 1.18.1 unless given
          --rbac         manifests that say what the tokens of operator and reader may do
          --kubernetes   the minor version; below 25 there is no field validation; 34 unless given
          --run-time     how long a backup or restore takes; 3s unless given
          --namespaces   each cluster begins with these too
          --watch        ends when that process has ended
        """;

    public static bool TryParse(
        string[] args,
        [NotNullWhen(true)] out CommandLine? parsed,
        [NotNullWhen(false)] out string? error)
    {
        parsed = null;
        var clusters = 1;
        string? kubeconfig = null;
        string? folder = null;
        int? watched = null;
        var options = new SandboxOptions
        {
            RealClock = true,
            ReactionTime = TimeSpan.FromMilliseconds(20),
            RunTime = TimeSpan.FromSeconds(3),
        };
        error = null;
        var queue = new Queue<string>(args);
        while (error is null && queue.TryDequeue(out var option))
        {
            if (option == "--fake-clock")
            {
                options = options with { RealClock = false, RunTime = TimeSpan.Zero };
                continue;
            }

            if (option == "--no-velero-server")
            {
                options = options with { RunVelero = false };
                continue;
            }

            if (!queue.TryDequeue(out var value))
            {
                error = $"{option} needs a value";
                break;
            }

            switch (option)
            {
                case "--clusters" when Number(value, out clusters):
                    break;
                case "--names":
                    options = options with { Names = value.Split(',') };
                    break;
                case "--bare" when Number(value, out var bare):
                    options = options with { BareClusters = bare };
                    break;
                case "--kubeconfig":
                    kubeconfig = value;
                    break;
                case "--folder":
                    folder = value;
                    break;
                case "--namespaces":
                    options = options with { Namespaces = value.Split(',') };
                    break;
                case "--rbac":
                    options = options with { RbacFolder = value };
                    break;
                case "--watch" when Number(value, out var pid):
                    watched = pid;
                    break;
                case "--velero":
                    options = options with { VeleroVersion = value == "none" ? null : value };
                    break;
                case "--crds":
                    options = options with { CrdFolder = value };
                    break;
                case "--kubernetes" when Number(value, out var minor):
                    options = options with { KubernetesMinor = minor };
                    break;
                case "--run-time":
                    options = options with { RunTime = Durations.Parse(value) };
                    break;
                default:
                    error = $"unknown option {option} {value}";
                    break;
            }
        }

        if (error is null && kubeconfig is null && folder is null)
        {
            error = "--kubeconfig or --folder is missing";
        }

        if (error is not null)
        {
            return false;
        }

        parsed = new CommandLine(options, clusters, kubeconfig, folder, watched);
        return true;
    }

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using VeleroSandbox.Admin;

namespace VeleroSandbox;

/// <summary>The executable's options.</summary>
internal static class CommandLine
{
    public const string Usage = """
        usage: WorkspaceBackup.Sandbox [--clusters N | --names a,b] --kubeconfig FILE [--velero VERSION|none]
               [--crds FOLDER] [--kubernetes MINOR] [--run-time DURATION] [--fake-clock]
        """;

    public static bool TryParse(
        string[] args,
        out SandboxOptions options,
        out int clusters,
        [NotNullWhen(true)] out string? kubeconfig,
        [NotNullWhen(false)] out string? error)
    {
        options = new SandboxOptions
        {
            RealClock = true,
            ReactionTime = TimeSpan.FromMilliseconds(20),
            RunTime = TimeSpan.FromSeconds(3),
        };
        clusters = 1;
        kubeconfig = null;
        error = null;
        var queue = new Queue<string>(args);
        while (error is null && queue.TryDequeue(out var option))
        {
            if (option == "--fake-clock")
            {
                options = options with { RealClock = false, RunTime = TimeSpan.Zero };
                continue;
            }

            if (!queue.TryDequeue(out var value))
            {
                error = $"{option} needs a value";
                break;
            }

            switch (option)
            {
                case "--clusters" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out clusters):
                    break;
                case "--names":
                    options = options with { Names = value.Split(',') };
                    break;
                case "--kubeconfig":
                    kubeconfig = value;
                    break;
                case "--velero":
                    options = options with { VeleroVersion = value == "none" ? null : value };
                    break;
                case "--crds":
                    options = options with { CrdFolder = value };
                    break;
                case "--kubernetes" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var minor):
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

        if (error is null && kubeconfig is null)
        {
            error = "--kubeconfig is missing";
        }

        return error is null;
    }
}

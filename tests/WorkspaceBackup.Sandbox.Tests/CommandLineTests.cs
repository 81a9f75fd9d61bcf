namespace VeleroSandbox.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Options_are_taken_as_given()
    {
        Assert.True(CommandLine.TryParse(
            ["--clusters", "5", "--bare", "1", "--kubeconfig", "k", "--velero", "1.15.2", "--kubernetes", "20",
                "--run-time", "90s", "--watch", "7", "--no-velero-server", "--fake-clock", "--run-time", "5s",
                "--namespaces", "api,db"],
            out var line,
            out _));
        Assert.Equal((5, "k", 7), (line.Clusters, line.Kubeconfig, line.Watched));
        Assert.Equal(
            (1, "1.15.2", 20, TimeSpan.FromSeconds(5), false, false),
            (line.Options.BareClusters, line.Options.VeleroVersion, line.Options.KubernetesMinor, line.Options.RunTime,
                line.Options.RunVelero, line.Options.RealClock));
        Assert.Equal(["api", "db"], line.Options.Namespaces);
    }

    [Theory]
    [InlineData("--clusters 3", "--kubeconfig or --folder is missing")]
    [InlineData("--kubeconfig", "--kubeconfig needs a value")]
    [InlineData("--clusters many --kubeconfig k", "unknown option --clusters many")]
    [InlineData("--unheard of --kubeconfig k", "unknown option --unheard of")]
    public void What_cannot_be_understood_is_said(string arguments, string expected)
    {
        Assert.False(CommandLine.TryParse(arguments.Split(' '), out _, out var error));
        Assert.Equal(expected, error);
    }
}

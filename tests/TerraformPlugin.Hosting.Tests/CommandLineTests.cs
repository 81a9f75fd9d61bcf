namespace TerraformPlugin.Hosting.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", "Serve")]
    [InlineData("-debug", "Debug")]
    [InlineData("--debug", "Debug")]
    [InlineData("version", "Version")]
    [InlineData("--version", "Version")]
    [InlineData("--help", "Help")]
    [InlineData("-h", "Help")]
    [InlineData("--debug --version", "Unknown")]
    [InlineData("serve", "Unknown")]
    public void Arguments_stand_alone(string line, string mode) => Assert.Equal(
        mode, CommandLine.Read(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToString());
}

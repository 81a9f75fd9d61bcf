using Microsoft.Extensions.Logging;
using TerraformPlugin.Hosting.Logging;

namespace TerraformPlugin.Hosting.Tests.Logging;

public sealed class LogLevelsTests
{
    [Theory]
    [InlineData("nothing is set: Terraform would drop every line", null, null, LogLevel.None)]
    [InlineData("set but empty", "", "", LogLevel.None)]
    [InlineData("off", "OFF", null, LogLevel.None)]
    [InlineData("error", "ERROR", null, LogLevel.Error)]
    [InlineData("warn", "WARN", null, LogLevel.Warning)]
    [InlineData("info", "INFO", null, LogLevel.Information)]
    [InlineData("debug", "DEBUG", null, LogLevel.Debug)]
    [InlineData("trace", "TRACE", null, LogLevel.Trace)]
    [InlineData("any case", "wArN", null, LogLevel.Warning)]
    [InlineData("JSON is everything, in another form", "JSON", null, LogLevel.Trace)]
    [InlineData("an unknown word is everything", "verbose", null, LogLevel.Trace)]
    [InlineData("the providers' own variable alone", null, "INFO", LogLevel.Information)]
    [InlineData("the providers' own variable wins", "TRACE", "ERROR", LogLevel.Error)]
    [InlineData("the providers' own variable wins when it is more", "ERROR", "TRACE", LogLevel.Trace)]
    [InlineData("the providers' own variable is off", "TRACE", "OFF", LogLevel.None)]
    [InlineData("the providers' own variable is empty", "DEBUG", "", LogLevel.Debug)]
    public void The_level_is_what_Terraform_keeps(string name, string? all, string? providers, LogLevel level) =>
        Assert.True(level == LogLevels.FromEnvironment(variable => variable switch
        {
            "TF_LOG" => all,
            "TF_LOG_PROVIDER" => providers,
            _ => null,
        }), name);
}

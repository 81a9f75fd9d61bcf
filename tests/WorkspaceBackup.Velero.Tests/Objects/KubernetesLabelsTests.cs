using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Tests.Objects;

public sealed class KubernetesLabelsTests
{
    [Theory]
    [InlineData("a plain one", "team", true)]
    [InlineData("capitals, dots and underscores", "Team.Name_1", true)]
    [InlineData("a prefix", "example.com/team", true)]
    [InlineData("63 characters", "a23456789012345678901234567890123456789012345678901234567890123", true)]
    [InlineData("64 characters", "a234567890123456789012345678901234567890123456789012345678901234", false)]
    [InlineData("nothing", "", false)]
    [InlineData("no name", "example.com/", false)]
    [InlineData("no prefix", "/team", false)]
    [InlineData("two slashes", "a/b/c", false)]
    [InlineData("a prefix in capitals", "Example.com/team", false)]
    [InlineData("a blank", "my team", false)]
    [InlineData("a dash in front", "-team", false)]
    [InlineData("a letter outside ASCII", "grün", false)]
    public void Keys(string what, string key, bool isKey) =>
        Assert.True(isKey == (KubernetesLabels.KeyError(key) is null), what);

    [Theory]
    [InlineData("nothing", "", true)]
    [InlineData("a plain one", "payments-1", true)]
    [InlineData("a blank", "a b", false)]
    [InlineData("a slash", "a/b", false)]
    [InlineData("a dot at the end", "a.", false)]
    [InlineData("64 characters", "a234567890123456789012345678901234567890123456789012345678901234", false)]
    public void Values(string what, string value, bool isValue) =>
        Assert.True(isValue == (KubernetesLabels.ValueError(value) is null), what);
}

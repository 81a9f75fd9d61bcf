using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;

namespace TerraformProviderWorkspaceBackup.Tests.Arguments;

public sealed class RulesTests
{
    [Theory]
    [InlineData("payments", null)]
    [InlineData("a-1", null)]
    [InlineData("", "1 to 63")]
    [InlineData("Payments", "lower case")]
    [InlineData("-a", "beginning")]
    [InlineData("a_b", "lower case")]
    public void A_label_is_an_RFC_1123_label(string value, string? problem) => Check(Rules.Label, value, problem);

    [Theory]
    [InlineData("default", null)]
    [InlineData("eu-1.backups", null)]
    [InlineData("", "no name that an object can have")]
    [InlineData("Default", "no name that an object can have")]
    [InlineData("a/b", "no name that an object can have")]
    [InlineData("a b", "no name that an object can have")]
    public void A_name_of_an_object_is_an_RFC_1123_subdomain(string value, string? problem)
    {
        Check(Rules.ObjectName, value, problem);
        Check(Rules.ObjectNames, new HashSet<string> { value }, problem);
    }

    [Theory]
    [InlineData("30d", null)]
    [InlineData("720h", null)]
    [InlineData("0s", "longer than zero")]
    [InlineData("-1h", "longer than zero")]
    [InlineData("3 days", "3 days")]
    public void A_duration_is_positive(string value, string? problem) => Check(Rules.PositiveDuration, value, problem);

    [Theory]
    [InlineData("30d", null)]
    [InlineData("0s", null)]
    [InlineData("-1h", "negative")]
    [InlineData("3 days", "3 days")]
    public void A_duration_of_Velero_may_be_zero_for_its_default(string value, string? problem) =>
        Check(Rules.VeleroDuration, value, problem);

    [Fact]
    public void An_empty_set_of_namespaces_is_refused_because_Velero_takes_it_for_all() =>
        Check(Rules.NamespacesOrPatterns, new HashSet<string>(), "every namespace");

    [Theory]
    [InlineData("team", "payments", null)]
    [InlineData("example.com/team", "", null)]
    [InlineData("velero.io/x", "y", "Velero's own")]
    [InlineData("workspace-backup.io/prefix", "y", "sets itself")]
    [InlineData("app.kubernetes.io/managed-by", "y", "sets itself")]
    [InlineData("a b", "y", "not a label key")]
    [InlineData("/x", "y", "not a label key")]
    [InlineData("team", "not valid!", "not a label value")]
    public void A_label_is_one_that_Kubernetes_takes_and_nobody_else_owns(string key, string value, string? problem) =>
        Check(Rules.Labels, new Dictionary<string, string> { [key] = value }, problem);

    private static void Check<T>(Rule<T> rule, T value, string? problem)
        where T : notnull
    {
        var diagnostics = new Diagnostics();
        rule.Validate(value, At(AttributePath.Of("attribute"), diagnostics));
        if (problem is null)
        {
            Assert.Empty(diagnostics);
        }
        else
        {
            Assert.Contains(problem, Assert.Single(diagnostics).Detail);
            Assert.Contains("attribute", Assert.Single(diagnostics).Detail);
        }
    }

    private static ValidatorContext At(AttributePath path, Diagnostics diagnostics) => new()
    {
        Path = path,
        Config = new(TerraformValue.Object(TerraformType.Object([]), [])),
        Diagnostics = diagnostics,
    };
}

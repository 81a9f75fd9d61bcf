using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Workspace;

namespace TerraformProviderWorkspaceBackup.Tests.Workspace;

public sealed class ConnectionRulesTests
{
    private static readonly TerraformType s_type = new Schema(ProviderModel.Attributes).Type;
    private static readonly TerraformType s_cluster = s_type.Attributes["clusters"].Element!;

    [Fact]
    public void Contradicting_settings_are_an_error_at_the_setting()
    {
        var error = Assert.Single(Validate(("eu", Cluster(("host", "https://eu"), ("token", "t"), ("token_file", "f")))));

        Assert.Equal("clusters[\"eu\"].token", error.Path!.ToString());
        Assert.Contains("cluster \"eu\"", error.Detail);
        Assert.Contains("only one of them", error.Detail);
    }

    [Fact]
    public void With_several_clusters_each_needs_a_connection_of_its_own()
    {
        var error = Assert.Single(Validate(("eu", Cluster(("host", "https://eu"))), ("us", Cluster())));

        Assert.Equal("clusters[\"us\"].config_path", error.Path!.ToString());
    }

    [Fact]
    public void A_single_cluster_may_leave_its_connection_to_the_environment() =>
        Assert.Empty(Validate(("eu", Cluster())));

    [Fact]
    public void What_is_unknown_is_not_judged() =>
        Assert.Empty(Validate(
            ("eu", Cluster(("host", null), ("token", "t"), ("token_file", "f"))),
            ("us", TerraformValue.Unknown(s_cluster))));

    private static Diagnostics Validate(params IEnumerable<(string Name, TerraformValue Cluster)> clusters)
    {
        var values = s_type.Attributes.ToDictionary(static a => a.Key, static a => TerraformValue.Null(a.Value));
        values["clusters"] = TerraformValue.Map(s_cluster, clusters.Select(static c => KeyValuePair.Create(c.Name, c.Cluster)));
        var diagnostics = new Diagnostics();
        new ConnectionRules().Validate(new(TerraformValue.Object(s_type, values)), diagnostics);
        return diagnostics;
    }

    /// <summary>A cluster with these settings; null stands for an unknown value.</summary>
    private static TerraformValue Cluster(params IEnumerable<(string Name, string? Value)> settings)
    {
        var values = s_cluster.Attributes.ToDictionary(static a => a.Key, static a => TerraformValue.Null(a.Value));
        foreach (var (name, value) in settings)
        {
            values[name] = value is null ? TerraformValue.Unknown(TerraformType.String) : TerraformValue.String(value);
        }

        return TerraformValue.Object(s_cluster, values);
    }
}

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

    [Fact]
    public void A_cluster_that_is_null_is_an_error_that_names_it()
    {
        var error = Assert.Single(Validate(("eu", TerraformValue.Null(s_cluster)), ("us", Cluster(("host", "https://us")))));

        Assert.Equal("clusters[\"eu\"]", error.Path!.ToString());
        Assert.Contains("clusters[\"eu\"] is null", error.Detail);
    }

    /// <summary>One expression makes them all, and 50 errors that say the same are read by nobody.</summary>
    [Theory]
    [InlineData("config_path", "{\"apiVersion\": \"v1\"}")]
    [InlineData("host", "ftp://eu")]
    [InlineData(null, null)]
    [InlineData("labels", null)]
    public void The_same_mistake_in_50_clusters_is_one_error(string? setting, string? value)
    {
        var cluster = setting is null ? Cluster() : value is null ? TerraformValue.Null(s_cluster) : Cluster((setting, value));

        var error = Assert.Single(Validate([.. Enumerable.Range(0, 50).Select(i => ($"c{i:00}", cluster))]));

        Assert.Equal("clusters", error.Path!.ToString());
        Assert.Contains("c00", error.Detail);
        Assert.Contains("and 30 more", error.Detail);
    }

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "config_path", "apiVersion: v1\nusers: [{user: {token: secret-word}}]", "no path" },
        { "config_path", "{\"apiVersion\": \"v1\", \"token\": \"secret-word\"}", "no path" },
        { "config_path", "/home/secret-word\0", "NUL" },
        { "token_file", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.secret-word", "token takes the token itself" },
        { "token_file", "secret-word\nsecret-word", "no path" },
        { "tls_server_name", "10.0.0.1", "IP address" },
        { "tls_server_name", "::1", "IP address" },
        { "tls_server_name", "https://secret-word", "no DNS name" },
        { "tls_server_name", "secret word", "no DNS name" },
        { "tls_server_name", "name:6443", "no DNS name" },
        { "host", "https://user:secret-word@eu", "user name" },
        { "host", "ftp://eu", "use https" },
        { "proxy_url", "secret-word", "scheme" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_value_that_can_mean_nothing_is_an_error_that_does_not_repeat_it(string setting, string value, string detail)
    {
        var connection = setting == "host" ? Cluster((setting, value)) : Cluster(("host", "https://eu"), (setting, value));

        var error = Assert.Single(Validate(("eu", connection)));

        Assert.Equal($"clusters[\"eu\"].{setting}", error.Path!.ToString());
        Assert.Contains(detail, error.Detail);
        Assert.DoesNotContain("secret", error.Detail);
    }

    [Theory]
    [InlineData("client.authentication.k8s.io/v1", " ", "command", "is empty")]
    [InlineData("client.authentication.k8s.io/v1", "a\0", "command", "NUL")]
    [InlineData("client.authentication.k8s.io/v1alpha1", "a", "api_version", "is neither")]
    public void A_plugin_that_cannot_be_one_is_an_error_at_its_setting(
        string version, string command, string setting, string detail)
    {
        var error = Assert.Single(Validate(("eu", Plugin(TerraformValue.String(version), TerraformValue.String(command)))));

        Assert.Equal($"clusters[\"eu\"].exec.{setting}", error.Path!.ToString());
        Assert.Contains(detail, error.Detail);
    }

    [Fact]
    public void What_is_null_in_a_plugin_does_not_end_the_check_of_the_others()
    {
        var text = TerraformValue.Null(TerraformType.String);

        var error = Assert.Single(Validate(
            ("eu", Plugin(text, text)), ("us", Cluster(("host", "https://us"), ("password", "p")))));

        Assert.Equal("clusters[\"us\"].password", error.Path!.ToString());
    }

    private static TerraformValue Plugin(TerraformValue version, TerraformValue command)
    {
        var type = s_cluster.Attributes["exec"];
        var exec = type.Attributes.ToDictionary(static a => a.Key, static a => TerraformValue.Null(a.Value));
        (exec["api_version"], exec["command"]) = (version, command);
        var values = Cluster(("host", "https://eu")).Entries.ToDictionary(static e => e.Key, static e => e.Value);
        values["exec"] = TerraformValue.Object(type, exec);
        return TerraformValue.Object(s_cluster, values);
    }

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

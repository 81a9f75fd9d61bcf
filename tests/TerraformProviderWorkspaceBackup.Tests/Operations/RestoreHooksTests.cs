using TerraformProviderWorkspaceBackup.Operations;

namespace TerraformProviderWorkspaceBackup.Tests.Operations;

public sealed class RestoreHooksTests
{
    [Theory]
    [InlineData("no JSON", "resources")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("{}", "must be a JSON object")]
    [InlineData("""{"resources": [], "resources": []}""", "holds a key twice")]
    [InlineData("""{"resources": [{"name": "a", "name": "b"}]}""", "holds a key twice")]
    [InlineData("""{"resources": {}}""", "must be a JSON object")]
    [InlineData("""{"resources": [{"postHooks": [{"exec": {"execTimeout": "3d"}}]}]}""", "execTimeout = \"3d\"")]
    [InlineData("""{"resources": [{"postHooks": [{"exec": {"waitTimeout": ""}}]}]}""", "waitTimeout = \"\"")]
    [InlineData("""{"resources": [{}, {"postHooks": [{"init": {"timeout": 60}}]}]}""", "timeout = \"60\"")]
    [InlineData("""{"resources": [{"posthooks": []}]}""", "\"posthooks\" is not a key of a hook; you probably mean \"postHooks\"")]
    [InlineData("""{"resources": [{"postHooks": [{"exec": {"comand": []}}]}]}""", "you probably mean \"command\"")]
    [InlineData("""{"resources": [{"postHooks": [{"init": {"initContainer": []}}]}]}""", "you probably mean \"initContainers\"")]
    [InlineData("""{"resources": [{"post": []}]}""", "\"post\" is not a key of a hook; its keys are name, ")]
    [InlineData("""{"resources": [{"postHooks": [{"exec": {"timeout": "5s"}}]}]}""", "\"timeout\" is not a key of exec; ")]
    [InlineData("""{"resources": [null]}""", "\"resources\" of hooks must hold objects alone")]
    [InlineData("""{"resources": [{"postHooks": [{"exec": {"command": "a"}}]}]}""", "must be a list of texts")]
    [InlineData("""{"resources": [{"postHooks": [{"exec": {"onError": "Ignore"}}]}]}""", "must be \"Continue\" or \"Fail\", not \"Ignore\"")]
    public void What_velero_would_choke_on_is_refused(string hooks, string said) =>
        Assert.Contains(said, RestoreHooks.Problem(hooks)!, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"resources": []}""")]
    [InlineData("""{"resources": [{"name": "a", "postHooks": [{"exec": {"execTimeout": "1m30s"}}]}]}""")]
    [InlineData("""{"resources": [{"postHooks": [{"init": {"initContainers": [{"timeout": "3d"}], "timeout": "5m"}}]}]}""")]
    [InlineData("""{"resources": [{"name": "a", "includedNamespaces": null, "postHooks": null}]}""")]
    [InlineData("""{"resources": [{"postHooks": [{"exec": {"command": ["a"], "onError": "Fail", "container": null}}]}]}""")]
    public void Other_hooks_are_the_api_servers_to_judge(string hooks) => Assert.Null(RestoreHooks.Problem(hooks));

    [Fact]
    public void What_is_null_is_left_out() => Assert.Equal(
        """{"resources":[{"name":"a"}]}""",
        RestoreHooks.Parse("""{"resources": [{"name": "a", "includedNamespaces": null, "postHooks": null}]}""")!.ToJsonString());
}

using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Tests.Kubernetes;

public sealed class MergePatchTests
{
    [Theory]
    [InlineData("a value over nothing", "null", """{"a":"1"}""", """{"a":"1"}""")]
    [InlineData("an entry that is no longer wanted", """{"a":"1","b":"2"}""", """{"a":"1"}""",
        """{"a":"1","b":null}""")]
    [InlineData("an entry further down", """{"m":{"a":"1","b":"2"}}""", """{"m":{"b":"3"}}""",
        """{"m":{"b":"3","a":null}}""")]
    [InlineData("a list, which a merge patch replaces as a whole", """[1,2]""", """[3]""", """[3]""")]
    [InlineData("an object over a text", "\"x\"", """{"a":"1"}""", """{"a":"1"}""")]
    [InlineData("nothing over an object", """{"a":"1"}""", "null", "null")]
    public void Replacing_removes_what_is_not_wanted(string what, string current, string wanted, string patch)
    {
        var result = MergePatch.Replacing(JsonNode.Parse(current), JsonNode.Parse(wanted));

        Assert.True(patch == (result?.ToJsonString() ?? "null"), what);
    }

    [Theory]
    [InlineData("what is there", "a.b", "1")]
    [InlineData("what is not there", "a.c", null)]
    [InlineData("below a value", "a.b.c", null)]
    public void Finding_never_throws(string what, string path, string? found) =>
        Assert.True(
            found == MergePatch.Find(JsonNode.Parse("""{"a":{"b":1}}"""), path.Split('.'))?.ToJsonString(), what);

    [Fact]
    public void Setting_makes_the_objects_on_the_way_and_keeps_a_null()
    {
        var root = new JsonObject();

        MergePatch.Set(root, ["a", "b"], JsonValue.Create(1));
        MergePatch.Set(root, ["a", "c"], null);

        Assert.Equal("""{"a":{"b":1,"c":null}}""", root.ToJsonString());
    }
}

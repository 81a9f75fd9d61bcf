using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;

namespace WorkspaceBackup.Velero.Tests.Clusters;

public sealed class SharedObjectsTests
{
    private const string Odd = """
        {"metadata":{"name":"odd","uid":"3"},"spec":{"a":"<\"é\\\n\u2028😀>","n":12345678901234567890.10,"e":1e400,"l":[null,true,{}]}}
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_object_is_found_by_its_name_as_it_was_listed(bool allWereAskedFor)
    {
        var objects = Listed("""{"metadata":{"name":"daily-eu","uid":"1"}}""", """{"metadata":{"name":"other","uid":"2"}}""", Odd);
        if (allWereAskedFor)
        {
            Assert.Equal(3, objects.All.Length);
        }

        Assert.Equal("2", (string?)objects.Find("other")!["metadata"]!["uid"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Odd), objects.Find("odd")));
        Assert.Equal("12345678901234567890.10", objects.Find("odd")!["spec"]!["n"]!.ToJsonString());
        Assert.Null(objects.Find("daily"));
    }

    [Fact]
    public void Of_two_of_one_name_in_two_namespaces_the_first_is_found()
    {
        var objects = Listed("""{"metadata":{"name":"a","uid":"1"}}""", """{"metadata":{"name":"a","uid":"2"}}""");

        Assert.Equal("1", (string?)objects.Find("a")!["metadata"]!["uid"]);
        Assert.Equal(2, objects.All.Length);
    }

    /// <summary>A list that had to start again.</summary>
    [Fact]
    public void What_is_listed_twice_is_found_in_its_newer_form_and_under_its_newer_name_alone()
    {
        var objects = Listed("""{"metadata":{"name":"old","uid":"1"}}""", """{"metadata":{"name":"new","uid":"1"},"n":2}""");

        Assert.Null(objects.Find("old"));
        Assert.Equal(2, (int?)objects.Find("new")!["n"]);
        Assert.Single(objects.All);
    }

    /// <summary>Two resources look for one object at the same time, and each may do with it what it likes.</summary>
    [Fact]
    public void Who_looks_for_one_object_gets_it_for_himself()
    {
        var objects = Listed("""{"metadata":{"name":"a","uid":"1"}}""");
        objects.Find("a")!["spec"] = "spoilt";

        Assert.Null(objects.Find("a")!["spec"]);
    }

    private static SharedObjects Listed(params string[] items)
    {
        var builder = new SharedObjects.Builder();
        foreach (var item in items)
        {
            builder.Add((JsonObject)JsonNode.Parse(item)!);
        }

        return builder.Build();
    }
}

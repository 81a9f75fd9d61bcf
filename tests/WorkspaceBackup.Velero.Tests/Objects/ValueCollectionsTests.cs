using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Tests.Objects;

/// <summary><see cref="ValueList{T}"/>, <see cref="StringSet"/> and <see cref="StringMap"/>.</summary>
public sealed class ValueCollectionsTests
{
    [Fact]
    public void A_list_is_its_items_in_their_order()
    {
        ValueList<string> list = ["a", "b"];

        Assert.True(list == ValueList.Create<string>(["a", "b"]));
        Assert.Equal(list.GetHashCode(), ValueList.Create<string>(["a", "b"]).GetHashCode());
        Assert.True(list != ValueList.Create<string>(["b", "a"]));
        Assert.True(list != null);
        Assert.False(list.Equals("a"));
    }

    [Fact]
    public void A_set_is_its_items_in_any_order_and_once()
    {
        StringSet set = ["b", "a", "b"];

        Assert.Equal(["a", "b"], set);
        Assert.True(set == StringSet.From(["a", "b"]));
        Assert.Equal(set.GetHashCode(), StringSet.From(["a", "b"]).GetHashCode());
        Assert.True(set != StringSet.Empty);
        Assert.True(set.Contains("a"));
        Assert.False(set.Contains("A"));
    }

    [Fact]
    public void A_map_is_its_entries_in_any_order()
    {
        var map = new StringMap([new("b", "2"), new("a", "1")]);

        Assert.Equal("{a=1, b=2}", map.ToString());
        Assert.True(map == new StringMap([new("a", "1"), new("b", "2")]));
        Assert.Equal(map.GetHashCode(), new StringMap([new("a", "1"), new("b", "2")]).GetHashCode());
        Assert.True(map != new StringMap([new("a", "1"), new("b", "3")]));
        Assert.True(map != new StringMap([new("a", "1")]));
    }
}

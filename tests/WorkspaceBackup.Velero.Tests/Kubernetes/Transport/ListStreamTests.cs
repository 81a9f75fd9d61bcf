using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes.Transport;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Transport;

public sealed class ListStreamTests
{
    private const string List =
        """
         {"kind":"ScheduleList","apiVersion":"v1", "metadata":{"continue":"n\u0065xt","resourceVersion":"7"},
          "items": [ {"metadata":{"name":"a","labels":{"x":"[{\"\\"}}} , {"metadata":{"name":"b"},"spec":[1,2.5e3,true,null]} ] , "more":[[],{}] }
        """;

    public static TheoryData<string, string> NoLists => new()
    {
        { "a text", "\"x\"" },
        { "null", "null" },
        { "an array", "[]" },
        { "an object without items", """{"metadata":{}}""" },
        { "items that are an object", """{"items":{}}""" },
        { "items that are a number", """{"items":7}""" },
        { "an item that is a number", """{"items":[1]}""" },
        { "an item that is null", """{"items":[{"metadata":{"name":"a"}},null]}""" },
        { "an item without metadata", """{"items":[{"metadata":{"name":"a"}},{}]}""" },
        { "an item whose metadata are null", """{"items":[{"metadata":null}]}""" },
        { "an item whose metadata are a list", """{"items":[{"metadata":[]}]}""" },
        { "an item without a name", """{"items":[{"metadata":{}}]}""" },
        { "an item whose name is a number", """{"items":[{"metadata":{"name":7}}]}""" },
        { "an item whose name is empty", """{"items":[{"metadata":{"name":""}}]}""" },
        { "items twice", """{"items":[],"items":[]}""" },
        { "metadata twice", """{"metadata":{"continue":"a"},"items":[],"metadata":{}}""" },
    };

    public static TheoryData<string, string> Broken => new()
    {
        { "nothing", "" },
        { "blanks", "  " },
        { "no end", """{"items":[""" },
        { "no end in an item", """{"items":[{"metadata":{"na""" },
        { "something behind the end", """{"items":[]} x""" },
        { "a second list behind it", """{"items":[]}{"items":[]}""" },
        { "a comma too many", """{"items":[{"metadata":{"name":"a"}},]}""" },
        { "a field twice in an item", """{"items":[{"metadata":{"name":"a","name":"b"}}]}""" },
        { "half a surrogate pair", """{"items":[{"metadata":{"name":"a"},"x":"\ud800"}]}""" },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(50)]
    [InlineData(100_000)]
    public async Task A_list_is_the_same_in_whatever_pieces_it_comes(int piece)
    {
        (List<string> items, ListStream list) = await ReadAsync(Encoding.UTF8.GetBytes(List), piece);
        var whole = JsonNode.Parse(List)!;
        Assert.Equal(((JsonArray)whole["items"]!).Select(i => i!.ToJsonString()), items);
        Assert.Equal("next", list.Continue);
        Assert.Equal(2, list.Count);
    }

    [Fact]
    public async Task Items_that_are_null_are_an_empty_list()
    {
        (List<string> items, ListStream list) = await ReadAsync("""{"metadata":null,"items":null}"""u8.ToArray());
        Assert.Empty(items);
        Assert.Null(list.Continue);
    }

    [Theory]
    [MemberData(nameof(NoLists))]
    public async Task Is_refused_as_no_list_of_objects(string what, string text)
    {
        MalformedListException refused =
            await Assert.ThrowsAsync<MalformedListException>(() => ReadAsync(Encoding.UTF8.GetBytes(text), 3));
        Assert.True(refused.Message.Length > 0, what);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Is_refused_as_no_JSON(string what, string text)
    {
        JsonException refused =
            await Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(Encoding.UTF8.GetBytes(text), 3));
        Assert.True(refused.Message.Length > 0, what);
    }

    [Fact]
    public async Task A_field_whose_name_is_no_text_is_refused_as_no_JSON()
    {
        byte[] list = "{\"items\":[],\"met?data\":{}}"u8.ToArray();
        list[Array.IndexOf(list, (byte)'?')] = 0xA4;
        await Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(list, 3));
    }

    [Fact]
    public async Task A_list_that_never_ends_is_given_up()
    {
        using var endless = new Endless("{\"items\":[", "{\"metadata\":{\"name\":\"a\"}},");
        MalformedListException refused =
            await Assert.ThrowsAsync<MalformedListException>(() => CountAsync(endless));
        Assert.Contains("more than 200000 items", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_that_never_ends_is_given_up()
    {
        using var endless = new Endless("{\"items\":[{\"metadata\":\"", "aaaaaaaaaaaaaaaa");
        MalformedListException refused =
            await Assert.ThrowsAsync<MalformedListException>(() => CountAsync(endless));
        Assert.Contains("16 MiB", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_made_of_very_many_values_are_given_up_before_they_fill_the_memory()
    {
        string item = $$"""{"metadata":{"name":"a"},"x":[{{string.Join(',', Enumerable.Repeat("{}", 100_000))}}]},""";
        using var endless = new Endless("{\"items\":[", item);
        MalformedListException refused =
            await Assert.ThrowsAsync<MalformedListException>(() => CountAsync(endless));
        Assert.Contains("too many values", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<(List<string> Items, ListStream List)> ReadAsync(byte[] text, int piece = int.MaxValue)
    {
        var list = new ListStream(new Pieces(text, piece), new ListBudget());
        var items = new List<string>();
        while (await list.NextAsync(CancellationToken.None) is { } item)
        {
            items.Add(item.ToJsonString());
        }

        return (items, list);
    }

    private static async Task<int> CountAsync(Stream stream)
    {
        var list = new ListStream(stream, new ListBudget());
        while (await list.NextAsync(CancellationToken.None) is not null)
        {
        }

        return list.Count;
    }

    private sealed class Pieces(byte[] text, int piece) : MemoryStream(text)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }

    private sealed class Endless(string begin, string again) : MemoryStream
    {
        private readonly byte[] _again = Encoding.UTF8.GetBytes(again);
        private byte[] _now = Encoding.UTF8.GetBytes(begin);
        private int _position;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int written = 0;
            while (written < buffer.Length)
            {
                if (_position == _now.Length)
                {
                    (_now, _position) = (_again, 0);
                }

                int part = Math.Min(_now.Length - _position, buffer.Length - written);
                _now.AsMemory(_position, part).CopyTo(buffer[written..]);
                (_position, written) = (_position + part, written + part);
            }

            return new(written);
        }
    }
}

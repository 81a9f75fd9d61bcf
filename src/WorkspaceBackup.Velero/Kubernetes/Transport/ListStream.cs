using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>
/// Reads the items of a list one by one as its bytes come: an answer from the API server's cache has no pages, and a
/// cluster may hold tens of thousands of objects, which never need to be in memory at once.
/// </summary>
internal sealed class ListStream(Stream stream, ListBudget budget)
{
    /// <summary>One item: an object of at most 3 MiB, written as JSON.</summary>
    public const int ItemLimit = 16 * 1024 * 1024;

    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 256 };

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private JsonReaderState _state = new(s_options);
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private bool _isLast;
    private Place _place;
    private string _property = "";
    private JsonNode? _found;
    private int _index;

    private enum Place
    {
        Before,
        Fields,
        Value,
        Items,
        After,
    }

    /// <summary>Where the list goes on; null: nowhere. Known when <see cref="NextAsync"/> has given null.</summary>
    public string? Continue { get; private set; }

    /// <summary>How many items came.</summary>
    public int Count => _index;

    /// <returns>The next item; null: the list is over.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="MalformedListException">It is no list of objects, or has no end.</exception>
    public async ValueTask<JsonObject?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (Step())
            {
                case Progress.Item:
                    return (JsonObject)_found!;
                case Progress.End:
                    return null;
            }

            if (_isLast)
            {
                throw new JsonException("the text ends in the middle");
            }

            cancellationToken.ThrowIfCancellationRequested();
            await FillAsync(cancellationToken);
        }
    }

    private enum Progress
    {
        More,
        Item,
        End,
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_end - _start > ItemLimit)
        {
            throw new MalformedListException($"item {_index} of the list is larger than {ItemLimit / 1024 / 1024} MiB");
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        int read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _isLast = read == 0;
        _end += read;
        budget.TakeBytes(read);
    }

    private Progress Step()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isLast, _state);
        Progress progress;
        while ((progress = Token(ref reader)) == Progress.More && _moved)
        {
        }

        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        return progress;
    }

    // Whether the last token could be read with the bytes at hand.
    private bool _moved;

    private Progress Token(ref Utf8JsonReader reader)
    {
        if (_place is Place.Value or Place.Items)
        {
            return Value(ref reader);
        }

        _moved = reader.Read();
        if (!_moved)
        {
            return _place == Place.After && _isLast ? Progress.End : Progress.More;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when _place == Place.Before:
                _place = Place.Fields;
                break;
            case JsonTokenType.PropertyName:
                _property = Name(ref reader);
                if (!_seen.Add(_property))
                {
                    throw new MalformedListException("the list has a field twice");
                }

                _place = Place.Value;
                break;
            case JsonTokenType.EndObject:
                _place = Place.After;
                if (!_seen.Contains("items"))
                {
                    throw NoList();
                }

                break;
            default:
                throw NoList();
        }

        return Progress.More;
    }

    private Progress Value(ref Utf8JsonReader reader)
    {
        // The whole value has to be there, or nothing of it is taken.
        Utf8JsonReader begun = reader;
        _moved = reader.Read();
        if (!_moved)
        {
            return Progress.More;
        }

        if (_place == Place.Items && reader.TokenType == JsonTokenType.EndArray)
        {
            _place = Place.Fields;
            return Progress.More;
        }

        if (_place == Place.Value && _property == "items")
        {
            // A Go program writes an empty list as null.
            _place = reader.TokenType switch
            {
                JsonTokenType.StartArray => Place.Items,
                JsonTokenType.Null => Place.Fields,
                _ => throw NoList(),
            };
            return Progress.More;
        }

        int from = (int)reader.TokenStartIndex;
        _moved = reader.TrySkip();
        if (!_moved)
        {
            reader = begun;
            return Progress.More;
        }

        ReadOnlySpan<byte> text = _buffer.AsSpan(_start, _end - _start)[from..(int)reader.BytesConsumed];
        if (_place == Place.Value)
        {
            _place = Place.Fields;
            if (_property == "metadata")
            {
                Continue = Json.Filled(JsonTree.Parse(text), "continue");
            }

            return Progress.More;
        }

        _found = JsonTree.Parse(text, out int cost);
        _index++;
        if (!JsonAnswer.IsNamed(_found))
        {
            throw new MalformedListException($"item {_index} of the list is not an object with a name in its metadata");
        }

        budget.TakeItem(cost);
        return Progress.Item;
    }

    private static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("the text is not valid Unicode");
        }
    }

    private static MalformedListException NoList() => new("the answer is not a list of objects");
}

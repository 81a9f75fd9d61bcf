using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TerraformPlugin.Values;

/// <summary>How JSON text is read and written here, and how its tokens are called in messages.</summary>
internal static class JsonText
{
    /// <summary>
    /// Deeper than any value or type within the codecs' own limit, so that theirs, which names a path, is met first.
    /// </summary>
    private const int MaxTextDepth = 8 * ValueTrail.MaxDepth;

    public static Utf8JsonReader Reader(ReadOnlySpan<byte> utf8) =>
        new(utf8, new JsonReaderOptions { MaxDepth = MaxTextDepth });

    /// <summary>Writes compactly and escapes what JSON asks for: the text never goes into a web page.</summary>
    public static Utf8JsonWriter Writer(IBufferWriter<byte> output) => new(output, new JsonWriterOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxTextDepth,
        SkipValidation = true,
    });

    /// <summary>The string or property name that the reader stands on.</summary>
    public static string ReadString(ref Utf8JsonReader reader, ValueTrail trail)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw trail.Error("expected text, found a string that is not valid Unicode");
        }
    }

    /// <exception cref="JsonException">More text follows.</exception>
    public static void ExpectEnd(ref Utf8JsonReader reader) => reader.Read();

    /// <summary>Says where; the parser's own message quotes the text.</summary>
    public static string Malformed(in Utf8JsonReader reader) =>
        $"expected JSON, found a syntax error after byte {reader.BytesConsumed}";

    public static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.Null => "null",
        JsonTokenType.True or JsonTokenType.False => "a bool",
        JsonTokenType.Number => "a number",
        JsonTokenType.String => "a string",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.EndArray => "the end of the array",
        JsonTokenType.EndObject => "the end of the object",
        JsonTokenType.PropertyName => "a property name",
        _ => "nothing",
    };
}

using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace TerraformPlugin.Hosting.Logging;

/// <summary>One log entry as the JSON line that hclog writes and go-plugin's client reads.</summary>
internal static class HclogLine
{
    /// <summary>go-plugin reads lines through a buffer of 64 KiB and takes a longer one for plain text.</summary>
    internal const int MaxBytes = 60 * 1024;

    // Exactly six digits and a zone, else the client takes the whole line for plain text.
    private const string TimeStamp = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private const string Cut = " (cut)";

    private static readonly JsonWriterOptions Json = new()
    {
        // Readable quotes and umlauts; line breaks are still escaped, so an entry stays one line.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>The line with its line break. Texts are cut, all at the same length, until it fits.</summary>
    internal static ReadOnlySpan<byte> Format(
        DateTimeOffset time,
        LogLevel level,
        string module,
        string category,
        string message,
        IEnumerable<KeyValuePair<string, object?>> fields,
        Exception? exception)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        for (var limit = int.MaxValue; ; limit = Math.Min(limit / 2, 32 * 1024))
        {
            Write(buffer, limit, time, level, module, category, message, fields, exception);
            if (buffer.WrittenCount <= MaxBytes)
            {
                return buffer.WrittenSpan;
            }

            buffer.ResetWrittenCount();
            if (limit < 128)
            {
                // It is the number of fields that makes it long.
                fields = [];
            }
        }
    }

    private static void Write(
        ArrayBufferWriter<byte> buffer,
        int limit,
        DateTimeOffset time,
        LogLevel level,
        string module,
        string category,
        string message,
        IEnumerable<KeyValuePair<string, object?>> fields,
        Exception? exception)
    {
        using var json = new Utf8JsonWriter(buffer, Json);
        json.WriteStartObject();
        json.WriteString("@level", LogLevels.ToHclog(level));
        json.WriteString("@message", Short(message, limit));
        json.WriteString("@module", module);
        json.WriteString("@timestamp", time.UtcDateTime.ToString(TimeStamp, CultureInfo.InvariantCulture));
        json.WriteString("category", category);
        foreach (var (key, value) in fields)
        {
            // Names with @ are hclog's own, and go-plugin panics when one of those is not a string.
            if (key != "{OriginalFormat}")
            {
                json.WritePropertyName(Short(key.TrimStart('@'), limit));
                WriteValue(json, value, limit);
            }
        }

        if (exception is not null)
        {
            json.WriteString("exception", Short(exception.ToString(), limit));
        }

        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
    }

    private static void WriteValue(Utf8JsonWriter json, object? value, int limit)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(Short(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", limit));
                break;
        }
    }

    private static string Short(string text, int limit) =>
        text.Length <= limit ? text : text[..(limit - Cut.Length)] + Cut;
}

namespace Fuzz.Tests;

/// <summary>Damages an input, from one bit to all of it.</summary>
internal static class Mutation
{
    private const int SizeLimit = 64 * 1024;

    private static readonly byte[][] s_telling =
    [
        [0], [0xff], [0x7f], [0x80], [0xc1], [0xdd, 0xff, 0xff, 0xff, 0xff], [0xdf, 0x7f, 0xff, 0xff, 0xff],
        [0xc9, 0xff, 0xff, 0xff, 0xff], [0xed, 0xa0, 0x80], "-"u8.ToArray(), "null"u8.ToArray(), "true"u8.ToArray(),
        "[]"u8.ToArray(), "{}"u8.ToArray(), "\"\""u8.ToArray(), "1e999999999"u8.ToArray(), "-0.0"u8.ToArray(),
        "9223372036854775808"u8.ToArray(), "\\ud800"u8.ToArray(), "\n"u8.ToArray(), "\t"u8.ToArray(), ": "u8.ToArray(),
        "&a *a"u8.ToArray(), "<<: *a"u8.ToArray(), "? "u8.ToArray(), "---"u8.ToArray(), "!!binary "u8.ToArray(),
        "*/0"u8.ToArray(), "@every "u8.ToArray(), "TZ= "u8.ToArray(), "[[[[[[[["u8.ToArray(), "{\"a\":"u8.ToArray(),
    ];

    public static byte[] Of(byte[] input, Random random)
    {
        var bytes = new List<byte>(input);
        for (var count = 1 + random.Next(4); count > 0; count--)
        {
            Once(bytes, random);
        }

        return [.. bytes.Take(SizeLimit)];
    }

    private static void Once(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, 1 + random.Next(16));
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.InsertRange(at, s_telling[random.Next(s_telling.Length)]);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 6:
                // Many of the same: what grows faster than its input shows here.
                var again = Enumerable.Repeat(bytes.GetRange(at, length), 1 << random.Next(13)).SelectMany(b => b);
                bytes.InsertRange(at, again.Take(SizeLimit));
                break;
            default:
                var telling = s_telling[random.Next(s_telling.Length)];
                bytes.RemoveRange(at, Math.Min(telling.Length, bytes.Count - at));
                bytes.InsertRange(at, telling);
                break;
        }
    }
}

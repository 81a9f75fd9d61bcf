using System.Text;

namespace TerraformPlugin.Values.Tests;

/// <summary>Bytes that nobody meant: the only answer is a value or a <see cref="ValueDecodingException"/>.</summary>
public sealed class HostileInputTests
{
    private const int Seeds = 1000;

    /// <summary>Bytes of memory that one byte of input may cost: a value with its place in a collection.</summary>
    private const int MemoryPerByte = 400;

    /// <summary>What a refusal and the first use of a type cost, however short the input.</summary>
    private const int FixedMemory = 200_000;

    [Fact]
    public void Damaged_MessagePack_is_refused_or_read() => Damage(
        (value, type) => MessagePackCodec.Encode(value, type),
        (bytes, type) => MessagePackCodec.Decode(bytes, type),
        unknowns: true);

    [Fact]
    public void Damaged_JSON_is_refused_or_read() => Damage(
        (value, type) => JsonCodec.Encode(value, type),
        (bytes, type) => JsonCodec.Decode(bytes, type, ignoreUndefinedAttributes: bytes.Length % 2 == 0),
        unknowns: false);

    [Fact]
    public void Random_bytes_are_refused_or_read()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            var type = new RandomValues(seed).Type(3);
            Survives(() => MessagePackCodec.Decode(bytes, type), bytes, seed);
            Survives(() => MessagePackCodec.Decode(bytes, TerraformType.Dynamic), bytes, seed);
            Survives(() => JsonCodec.Decode(bytes, type), bytes, seed);
        }
    }

    [Fact]
    public void Damaged_types_are_refused_or_read()
    {
        var refused = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var bytes = TypeJson.Write(new RandomValues(seed).Type(4));
            Mutate(ref bytes, new Random(seed));
            refused += Survives(() => TypeJson.Parse(bytes), bytes, seed) ? 0 : 1;
        }

        Assert.InRange(refused, Seeds / 2, Seeds);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new RandomValues(seed);
            var type = random.Type(3);
            var value = random.Value(type, unknowns: false);
            var packed = MessagePackCodec.Encode(value, type);
            for (var length = 0; length < packed.Length; length++)
            {
                Assert.Throws<ValueDecodingException>(() => MessagePackCodec.Decode(packed.AsSpan(0, length), type));
            }
        }
    }

    [Theory]
    [InlineData((byte)0x81)]
    [InlineData((byte)0x91)]
    [InlineData((byte)0x92)]
    public void Endless_nesting_in_a_refinement_is_refused(byte code)
    {
        byte[] bytes = [0xc8, 0x04, 0x00, 0x0c, 0x81, 0x63, .. Enumerable.Repeat(code, 1022)];
        Assert.Throws<ValueDecodingException>(() => MessagePackCodec.Decode(bytes, TerraformType.String));
    }

    [Theory]
    [InlineData("9")]
    [InlineData("0")]
    public void A_long_number_costs_no_more_than_its_length(string digit)
    {
        var digits = "1" + string.Concat(Enumerable.Repeat(digit, 19_990));
        var bytes = Encoding.ASCII.GetBytes($"[{string.Join(',', Enumerable.Repeat(digits, 20))}]");
        Survives(() => JsonCodec.Decode(bytes, TerraformType.List(TerraformType.Number)), bytes, 0);
    }

    [Fact]
    public void Nulls_of_many_types_in_a_set_do_not_collide()
    {
        // All of them hash alike unless their types count; compared one with another they would take minutes.
        var nulls = Enumerable.Range(0, 20_000).Select(i => $$"""{"type":["object",{"a{{i}}":"bool"}],"value":null}""");
        var json = Encoding.UTF8.GetBytes($"[{string.Join(',', nulls)}]");

        var set = JsonCodec.Decode(json, TerraformType.Set(TerraformType.Dynamic));

        Assert.Equal(20_000, set.Elements.Length);
        Assert.InRange(set.Elements.Select(e => e.GetHashCode()).Distinct().Count(), 19_900, 20_000);
    }

    private static void Damage(
        Func<TerraformValue, TerraformType, byte[]> encode, Action<byte[], TerraformType> decode, bool unknowns)
    {
        var (refused, read) = (0, 0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var source = new RandomValues(seed);
            var type = source.Type(4);
            var bytes = encode(source.Value(type, unknowns), type);
            var random = new Random(seed);
            for (var round = 0; round < 5; round++)
            {
                Mutate(ref bytes, random);
                _ = Survives(() => decode(bytes, type), bytes, seed) ? read++ : refused++;
            }
        }

        // Damage that is never noticed, or always, would mean that the test does not reach the decoder's depths.
        Assert.InRange(refused, Seeds, 5 * Seeds);
        Assert.InRange(read, Seeds / 20, 5 * Seeds);
    }

    private static void Mutate(ref byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        switch (random.Next(4))
        {
            case 0 when at < bytes.Length:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1 when at < bytes.Length:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2 when at < bytes.Length:
                bytes = [.. bytes[..at], .. bytes[(at + 1)..]];
                break;
            default:
                var inserted = new byte[random.Next(1, 6)];
                random.NextBytes(inserted);
                bytes = [.. bytes[..at], .. inserted, .. bytes[at..]];
                break;
        }
    }

    private static bool Survives(Action decode, byte[] bytes, int seed)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = true;
        try
        {
            decode();
        }
        catch (ValueDecodingException)
        {
            read = false;
        }
        catch (Exception e)
        {
            Assert.Fail($"seed {seed}, {Hex.Text(bytes)}: {e}");
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(
            allocated <= FixedMemory + (long)MemoryPerByte * bytes.Length,
            $"seed {seed}: {allocated} bytes for {bytes.Length} bytes of input");
        return read;
    }
}

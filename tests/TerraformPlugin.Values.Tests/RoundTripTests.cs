namespace TerraformPlugin.Values.Tests;

public sealed class RoundTripTests
{
    private const int Seeds = 1000;

    [Fact]
    public void Random_values_come_back_from_MessagePack()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new RandomValues(seed);
            var type = random.Type(4);
            var value = random.Value(type, unknowns: true);

            var bytes = MessagePackCodec.Encode(value, type);
            var decoded = MessagePackCodec.Decode(bytes, type);

            Assert.True(value.Equals(decoded), $"seed {seed}: {type}");
            Assert.Equal(value.GetHashCode(), decoded.GetHashCode());

            // The same bytes again: the order of a set and an unknown's refinement are kept too.
            Assert.Equal(Hex.Text(bytes), Hex.Text(MessagePackCodec.Encode(decoded, type)));
        }
    }

    [Fact]
    public void Random_values_come_back_from_JSON()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new RandomValues(seed);
            var type = random.Type(4);
            var value = random.Value(type, unknowns: false);

            var json = JsonCodec.Encode(value, type);
            var decoded = JsonCodec.Decode(json, type);

            Assert.True(value.Equals(decoded), $"seed {seed}: {type}");
            Assert.Equal(Hex.Text(json), Hex.Text(JsonCodec.Encode(decoded, type)));
        }
    }

    [Fact]
    public void Random_numbers_come_back_from_both()
    {
        var random = new RandomValues(1);
        for (var i = 0; i < 5000; i++)
        {
            var value = TerraformValue.Number(random.Number());
            Assert.Equal(
                value, MessagePackCodec.Decode(MessagePackCodec.Encode(value, value.Type), TerraformType.Number));
            Assert.Equal(value, JsonCodec.Decode(JsonCodec.Encode(value, value.Type), TerraformType.Number));
        }
    }
}

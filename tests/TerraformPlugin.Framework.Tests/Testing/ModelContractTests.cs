using TerraformPlugin.Framework.Tests.Values;

namespace TerraformPlugin.Framework.Tests.Testing;

public sealed class ModelContractTests
{
    private static readonly SchemaAttribute<bool> A = new("a", Codec.Bool) { Presence = Presence.Optional };
    private static readonly SchemaAttribute<bool> B = new("b", Codec.Bool) { Presence = Presence.Optional };

    [Fact]
    public void A_right_model_has_no_violation()
    {
        Assert.Empty(ModelContract.Violations<Pair>());
        Assert.Empty(ModelContract.Violations<Nested>());
    }

    [Fact]
    public void An_attribute_left_out_of_write_is_named() =>
        Assert.Equal("Forgetful.Write leaves out b", Assert.Single(ModelContract.Violations<Forgetful>()));

    [Fact]
    public void Two_swapped_attributes_of_one_type_are_named()
    {
        var violations = ModelContract.Violations<Swapped>();
        Assert.Contains("Swapped read a = true and wrote b = true", violations);
        Assert.Contains("Swapped read b = (unknown) and wrote a = (unknown)", violations);
    }

    [Fact]
    public void A_write_that_loses_unknown_values_is_named() =>
        Assert.Contains("Lossy read a = (unknown) and wrote nothing", ModelContract.Violations<Lossy>());

    private sealed record Nested(Value<Pair> One, Value<IReadOnlyDictionary<string, Pair>> Many) : IModel<Nested>
    {
        private static readonly SchemaAttribute<Pair> OneKey =
            new("one", Codec.Object<Pair>()) { Presence = Presence.Optional };

        private static readonly SchemaAttribute<IReadOnlyDictionary<string, Pair>> ManyKey =
            new("many", Codec.Map(Codec.Object<Pair>())) { Presence = Presence.Optional };

        public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [OneKey, ManyKey];

        public static Nested Read(ModelReader reader) => new(reader.Get(OneKey), reader.Get(ManyKey));

        public void Write(ModelWriter writer)
        {
            writer.Set(OneKey, One);
            writer.Set(ManyKey, Many);
        }
    }

    private sealed record Forgetful(Value<bool> X, Value<bool> Y) : IModel<Forgetful>
    {
        public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [A, B];

        public static Forgetful Read(ModelReader reader) => new(reader.Get(A), reader.Get(B));

        public void Write(ModelWriter writer) => writer.Set(A, X);
    }

    private sealed record Swapped(Value<bool> X, Value<bool> Y) : IModel<Swapped>
    {
        public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [A, B];

        public static Swapped Read(ModelReader reader) => new(reader.Get(A), reader.Get(B));

        public void Write(ModelWriter writer)
        {
            writer.Set(A, Y);
            writer.Set(B, X);
        }
    }

    private sealed record Lossy(Value<bool> X) : IModel<Lossy>
    {
        public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [A];

        public static Lossy Read(ModelReader reader) => new(reader.Get(A));

        public void Write(ModelWriter writer) => writer.Set(A, X.TryGetKnown(out var x) ? x : Value<bool>.Null);
    }
}

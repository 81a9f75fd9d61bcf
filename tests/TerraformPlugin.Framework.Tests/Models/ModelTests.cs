using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Models;

public sealed class ModelTests
{
    [Fact]
    public void A_new_model_has_every_attribute_null()
    {
        Assert.True(Pair.Empty.Get(Pair.Left).IsNull);
        Assert.True(Pair.Empty.Get(Pair.Right).IsNull);
    }

    [Fact]
    public void A_change_leaves_the_other_attributes_and_the_first_model_as_they_are()
    {
        var first = Pair.Empty.With(Pair.Left, "a").With(Pair.Right, Value<long>.Unknown);
        var second = first.With(Pair.Left, "b");

        Assert.Equal("a", first.Get(Pair.Left).Known);
        Assert.Equal("b", second.Get(Pair.Left).Known);
        Assert.True(second.Get(Pair.Right).IsUnknown);
    }

    [Fact]
    public void What_is_not_changed_keeps_what_a_codec_would_lose()
    {
        var promised = TerraformValue.Unknown(TerraformType.String, new UnknownRefinement(NotNull: true));
        var model = Pair.Empty.WithRaw(Pair.Left, promised).With(Pair.Right, 1);

        Assert.Equal(true, model.Raw(Pair.Left).Refinement?.NotNull);
    }

    [Fact]
    public void Models_over_equal_objects_are_equal()
    {
        Assert.Equal(Pair.Empty.With(Pair.Left, "a"), Pair.Empty.With(Pair.Left, "a"));
        Assert.NotEqual(Pair.Empty.With(Pair.Left, "a"), Pair.Empty.With(Pair.Left, "b"));
        Assert.Equal(
            Pair.Empty.With(Pair.Left, "a").GetHashCode(), Pair.Empty.With(Pair.Left, "a").GetHashCode());
    }

    [Fact]
    public void The_same_object_in_two_places_is_the_same_model()
    {
        var codec = Codec.Object<Pair>();

        Assert.Equal(
            codec.Decode(Pair.Empty.Object, AttributePath.Of("a")),
            codec.Decode(Pair.Empty.Object, AttributePath.Of("b")));
    }

    [Fact]
    public void An_attribute_of_another_model_is_refused()
    {
        var foreign = new SchemaAttribute<string>("foreign", Codec.String) { Presence = Presence.Optional };
        var mistyped = new SchemaAttribute<bool>("left", Codec.Bool) { Presence = Presence.Optional };

        Assert.Throws<ArgumentException>(() => Pair.Empty.Get(foreign));
        Assert.Throws<ArgumentException>(() => Pair.Empty.With(foreign, "a"));
        Assert.Throws<ArgumentException>(() => Pair.Empty.With(mistyped, true));
    }
}

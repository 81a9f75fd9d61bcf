using TerraformPlugin.Framework.Internal.Planning;
using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Planning;

public sealed class SetCounterpartsTests
{
    private static readonly TerraformValue Stored = Thing.SetPartOf(
        (Part.KeyKey, Make.S("k")), (Part.ModeKey, Make.S("rw")), (Part.KeptKey, Make.S("kept")));

    [Fact]
    public void An_element_is_the_counterpart_of_one_planned_element_only()
    {
        var set = new SetCounterparts(SetPart.Attributes, TerraformValue.Set(Stored.Type, [Stored]));
        var planned = Thing.SetPartOf((Part.KeyKey, Make.S("k")), (Part.KeptKey, Make.UnknownString));
        Assert.Equal(Stored, set.Take(planned));
        Assert.Null(set.Take(planned));
    }

    [Fact]
    public void An_equal_element_is_preferred_to_one_that_it_could_have_come_from()
    {
        var bare = Thing.SetPartOf((Part.KeyKey, Make.S("k")));
        var set = new SetCounterparts(SetPart.Attributes, TerraformValue.Set(Stored.Type, [Stored, bare]));
        Assert.Equal(bare, set.Take(bare));
    }

    /// <summary>What is configured deep within an element of a set is planned, whatever it is nested in.</summary>
    [Theory]
    [InlineData("one")]
    [InlineData("rows")]
    [InlineData("map")]
    [InlineData("bag")]
    public async Task An_element_is_found_through_every_kind_of_nesting(string nesting)
    {
        var configured = Outer.Of(nesting, uid: null);
        var response = await Make.Plan(
            new FakeResource(Outer.Schema), Outer.State("new", configured), Outer.State("old", Outer.Of(nesting, "u")));
        var planned = Make.Read(response.PlannedState, Outer.Schema.Type);
        var element = Assert.Single(planned.Entries["outers"].Elements);
        var inner = Outer.InnerOf(nesting, element);

        Assert.Equal(Make.S("configured"), element.Entries["kind"]);
        Assert.Equal(Make.S("configured"), inner.Entries["mode"]);
        Assert.True(inner.Entries["uid"].IsUnknown || inner.Entries["uid"].Equals(Make.S("u")));
    }

    [Fact]
    public void Another_key_is_another_element()
    {
        var set = new SetCounterparts(SetPart.Attributes, TerraformValue.Set(Stored.Type, [Stored]));
        Assert.Null(set.Take(Thing.SetPartOf((Part.KeyKey, Make.S("other")))));
        Assert.Null(set.Take(TerraformValue.Unknown(Stored.Type)));
    }
}

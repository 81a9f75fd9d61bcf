using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Framework.Tests.Internal.Planning;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class PlanResourceChangeTests
{
    private static readonly TerraformValue PartType = TerraformValue.Null(Codec.Object<Part>().Type);

    private static TerraformValue Prior => Thing.Of(
        (Thing.Name, Make.S("n")), (Thing.Expiry, Make.S("720h")), (Thing.Zone, Make.S("z")), (Thing.Id, Make.S("i")),
        (Thing.Status, Make.S("s")));

    [Fact]
    public async Task Planning_goes_through_its_steps_in_their_order()
    {
        var seen = new List<string>();
        var computed = new SchemaAttribute<string>("computed", Codec.String)
        {
            Presence = Presence.Computed,
            PlanModifiers =
            [
                new Spy<string>(c => seen.Add($"modifier sees computed {c.Planned}")),
                new Spy<string>(c => c.Planned = "modified"),
                new Spy<string>(c => c.RequireReplacement()),
            ],
        };
        var defaulted = new SchemaAttribute<string>("defaulted", Codec.String)
        {
            Presence = Presence.OptionalComputed,
            Default = "default",
            PlanModifiers =
            [
                new Spy<string>(c => seen.Add($"modifier sees defaulted {c.Planned}")),
                new Spy<string>(c => c.RequireReplacement()),
                new Spy<string>(c => c.RequireReplacement()),
            ],
        };
        var secret = new SchemaAttribute<string>("secret", Codec.String)
        {
            Presence = Presence.Optional,
            WriteOnly = true,
            PlanModifiers = [new Spy<string>(c => seen.Add($"modifier sees secret {c.Planned} of {c.Config}"))],
        };
        var schema = new Schema([secret, defaulted, computed]);
        var resource = new FakeAbleResource(schema)
        {
            OnPlan = context =>
            {
                seen.Add($"step sees computed {context.Planned.Get(computed)}");
                seen.Add($"step sees {string.Join(", ", context.Replacements)}");
                context.RequireReplacement(AttributePath.Of("a").Attribute("b"));
            },
        };
        var prior = Make.Object(schema, (defaulted, Make.S("default")), (computed, Make.S("old")));
        var config = Make.Object(schema, (secret, Make.S("x")));

        // Nothing but the write-only value differs from the state, so that nothing is unknown.
        await Make.Plan(resource, config, prior);
        Assert.Equal("modifier sees computed old", seen[2]);

        seen.Clear();
        var response = await Make.Plan(resource, config, prior.With("defaulted", Make.S("other")));
        Assert.Equal(
            [
                "modifier sees secret null of x",
                "modifier sees defaulted default",
                "modifier sees computed (unknown)",
                "step sees computed modified",
                "step sees defaulted, defaulted, computed",
            ],
            seen);
        Assert.Equal(["a.b", "computed", "defaulted"], response.RequiresReplace.Select(static p => p.ToString()));
    }

    [Fact]
    public async Task A_create_plans_defaults_and_makes_computed_values_unknown()
    {
        var planned = await Planned(Thing.Of((Thing.Name, Make.S("n")), (Thing.Password, Make.S("p"))));
        Assert.Equal("720h", planned[Thing.Expiry.Name].AsString());
        Assert.True(planned[Thing.Zone.Name].IsUnknown);
        Assert.True(planned[Thing.Id.Name].IsUnknown);
        Assert.True(planned[Thing.Results.Name].IsUnknown);
        Assert.True(planned[Thing.Size.Name].IsNull);
        Assert.True(planned[Thing.Password.Name].IsNull);
    }

    [Fact]
    public async Task A_plan_without_a_difference_is_the_prior_state()
    {
        var response = await Make.Plan(new FakeResource(Thing.Schema), Thing.Of((Thing.Name, Make.S("n"))), Prior);
        Assert.Equal(Prior, Make.Read(response.PlannedState, Thing.Schema.Type));
        Assert.Empty(response.RequiresReplace);
    }

    [Fact]
    public async Task Another_spelling_is_no_difference_and_the_prior_one_is_planned()
    {
        var config = Thing.Of((Thing.Name, Make.S("n")), (Thing.Expiry, Make.S("30d")));
        Assert.Equal(Prior.Entries, await Planned(config, Prior));
    }

    [Fact]
    public async Task Beside_a_real_difference_the_prior_spelling_is_planned_too()
    {
        var config = Thing.Of((Thing.Name, Make.S("n")), (Thing.Expiry, Make.S("30d")), (Thing.Size, Make.S("x")));
        var planned = await Planned(config, Prior);
        Assert.Equal("720h", planned[Thing.Expiry.Name].AsString());
        Assert.True(planned[Thing.Status.Name].IsUnknown);
    }

    [Fact]
    public async Task A_difference_makes_computed_values_unknown_unless_state_is_used_for_them()
    {
        var planned = await Planned(Thing.Of((Thing.Name, Make.S("n")), (Thing.Size, Make.S("x"))), Prior);
        Assert.True(planned[Thing.Status.Name].IsUnknown);
        Assert.True(planned[Thing.Zone.Name].IsUnknown);
        Assert.Equal("i", planned[Thing.Id.Name].AsString());
    }

    [Fact]
    public async Task A_default_returns_when_the_configuration_goes()
    {
        var planned = await Planned(Thing.Of((Thing.Name, Make.S("n"))), Prior.With("expiry", Make.S("24h")));
        Assert.Equal("720h", planned[Thing.Expiry.Name].AsString());
    }

    [Fact]
    public async Task An_unknown_configuration_is_planned_unknown()
    {
        var planned = await Planned(
            Thing.Of((Thing.Name, Make.S("n")), (Thing.Expiry, Make.UnknownString), (Thing.Size, Make.UnknownString)),
            Prior);
        Assert.True(planned[Thing.Expiry.Name].IsUnknown);
        Assert.True(planned[Thing.Size.Name].IsUnknown);
    }

    public static TheoryData<string, TerraformValue?, bool> Replacements => new()
    {
        { "a create replaces nothing", null, false },
        { "an unchanged attribute replaces nothing", Prior, false },
        { "a changed attribute replaces", Prior.With("name", Make.S("old")), true },
        { "an attribute that was null replaces", Prior.With("name", TerraformValue.Null(TerraformType.String)), true },
    };

    [Theory]
    [MemberData(nameof(Replacements))]
    public async Task A_change_that_requires_replacement(string why, TerraformValue? prior, bool replaces)
    {
        var response = await Make.Plan(new FakeResource(Thing.Schema), Thing.Of((Thing.Name, Make.S("n"))), prior);
        Assert.True(replaces == (response.RequiresReplace.Count > 0), why);
    }

    [Fact]
    public async Task A_modifier_sees_the_whole_resource_and_its_private_state()
    {
        var seen = new List<string>();
        var modifier = new Spy<string>(context =>
        {
            seen.Add($"{context.WholeConfig.Get(Thing.Name)} {context.WholePrior?.Get(Thing.Name)} "
                + $"{context.WholePlanned.Get(Thing.Expiry)}");
            context.Private.Set("seen", [1]);
        });
        var note = new SchemaAttribute<string>("note", Codec.String)
        {
            Presence = Presence.OptionalComputed,
            PlanModifiers = [modifier],
        };
        var schema = new Schema([Thing.Name, Thing.Expiry, note]);
        var response = await Make.Plan(
            new FakeResource(schema), Make.Object(schema, (Thing.Name, Make.S("new"))),
            Make.Object(schema, (Thing.Name, Make.S("old"))));

        Assert.Equal(["new old 720h"], seen);
        Assert.Equal(["seen"], PrivateState.Decode(response.PlannedPrivate).Keys);
    }

    [Fact]
    public async Task A_condition_decides_about_replacement()
    {
        var name = new SchemaAttribute<string>("name", Codec.String)
        {
            Presence = Presence.Required,
            PlanModifiers = [new RequiresReplace<string>(static (prior, _) => !prior.IsNull)],
        };
        var schema = new Schema([name]);
        var config = Make.Object(schema, (name, Make.S("n")));
        var adopted = await Make.Plan(new FakeResource(schema), config, Make.Object(schema));
        Assert.Empty(adopted.RequiresReplace);
        var renamed = await Make.Plan(new FakeResource(schema), config, Make.Object(schema, (name, Make.S("o"))));
        Assert.Single(renamed.RequiresReplace);
    }

    [Fact]
    public async Task Defaults_and_unknown_values_reach_into_every_kind_of_nesting()
    {
        var part = Thing.PartOf((Part.KeyKey, Make.S("k")), (Part.TokenKey, Make.S("t")));
        var bagged = Thing.SetPartOf((Part.KeyKey, Make.S("k")));
        var planned = await Planned(Thing.Of(
            (Thing.Name, Make.S("n")), (Thing.One, part), (Thing.Rows, TerraformValue.List(part.Type, [part])),
            (Thing.Map, TerraformValue.Map(part.Type, [new("x", part)])),
            (Thing.Bag, TerraformValue.Set(bagged.Type, [bagged])))
            .With("block", TerraformValue.List(part.Type, [part])));
        TerraformValue[] parts =
        [
            planned["one"], planned["rows"].Elements[0], planned["map"].Entries["x"], planned["block"].Elements[0],
        ];
        Assert.All(parts, static p =>
        {
            Assert.Equal("rw", p.Entries["mode"].AsString());
            Assert.True(p.Entries["uid"].IsUnknown);
            Assert.True(p.Entries["token"].IsNull);
        });
        Assert.Equal("rw", planned["bag"].Elements[0].Entries["mode"].AsString());
        Assert.True(planned["bag"].Elements[0].Entries["kept"].IsUnknown);
    }

    [Fact]
    public async Task State_is_used_in_elements_that_were_there_and_not_in_new_ones()
    {
        var config = Thing.PartOf((Part.KeyKey, Make.S("k")));
        var before = Thing.PartOf((Part.KeyKey, Make.S("k")), (Part.ModeKey, Make.S("rw")),
            (Part.UidKey, Make.S("u")), (Part.KeptKey, Make.S("kept")));
        var planned = await Planned(
            Thing.Of((Thing.Name, Make.S("n")),
                (Thing.Map, TerraformValue.Map(config.Type, [new("new", config), new("old", config)]))),
            Prior.With("map", TerraformValue.Map(before.Type, [new("old", before)])));
        Assert.Equal("kept", planned["map"].Entries["old"].Entries["kept"].AsString());
        Assert.True(planned["map"].Entries["old"].Entries["uid"].IsUnknown);
        Assert.True(planned["map"].Entries["new"].Entries["kept"].IsUnknown);
    }

    [Fact]
    public async Task State_is_used_in_the_set_element_that_it_belongs_to()
    {
        var stored = new[] { "a", "b" }.Select(static k => Thing.SetPartOf(
            (Part.KeyKey, Make.S(k)), (Part.ModeKey, Make.S("rw")), (Part.KeptKey, Make.S("kept-" + k)))).ToList();
        var configured = new[] { "c", "b" }.Select(static k => Thing.SetPartOf((Part.KeyKey, Make.S(k)))).ToList();
        var planned = await Planned(
            Thing.Of((Thing.Name, Make.S("n")), (Thing.Bag, TerraformValue.Set(stored[0].Type, configured))),
            Prior.With("bag", TerraformValue.Set(stored[0].Type, stored)));
        var kept = planned["bag"].Elements.ToDictionary(
            static e => e.Entries["key"].AsString(), static e => e.Entries["kept"]);
        Assert.Equal("kept-b", kept["b"].AsString());
        Assert.True(kept["c"].IsUnknown);
    }

    [Fact]
    public async Task A_replacement_in_a_set_is_reported_at_the_set()
    {
        var part = Thing.SetPartOf((Part.KeyKey, Make.S("k")));
        var response = await Make.Plan(
            new FakeResource(Thing.Schema),
            Thing.Of((Thing.Name, Make.S("n")), (Thing.Bag, TerraformValue.Set(part.Type, [part]))), Prior);
        Assert.Equal(["bag"], response.RequiresReplace.Select(static p => p.ToString()));
    }

    [Fact]
    public async Task Two_set_elements_that_a_default_makes_equal_are_an_error_that_says_so()
    {
        var one = Thing.SetPartOf((Part.KeyKey, Make.S("k")));
        var other = Thing.SetPartOf((Part.KeyKey, Make.S("k")), (Part.ModeKey, Make.S("rw")));
        var response = await Make.Plan(
            new FakeResource(Thing.Schema),
            Thing.Of((Thing.Name, Make.S("n")), (Thing.Bag, TerraformValue.Set(one.Type, [one, other]))));
        var diagnostic = Assert.Single(response.Diagnostics);
        Assert.Equal(("Duplicate Set Element", "bag"), (diagnostic.Summary, diagnostic.Path?.ToString()));
    }

    [Fact]
    public async Task The_plan_step_runs_also_when_nothing_differs_and_can_plan_drift()
    {
        var resource = new FakeAbleResource(Thing.Schema)
        {
            OnPlan = static context =>
            {
                Assert.Equal("s", context.Prior?.Get(Thing.Status).Known);
                context.Planned.Set(Thing.Status, "drifted back");
            },
        };
        var response = await Make.Plan(resource, Thing.Of((Thing.Name, Make.S("n"))), Prior);
        Assert.Equal(Prior.With("status", Make.S("drifted back")), Make.Read(response.PlannedState, Thing.Schema.Type));
    }

    [Fact]
    public async Task The_plan_step_sees_and_sets_private_state()
    {
        var privateState = new PrivateState();
        privateState.Set("seen", [1]);
        var resource = new FakeAbleResource(Thing.Schema)
        {
            OnPlan = static context =>
            {
                Assert.Null(context.Prior);
                Assert.True(context.Private.TryGet("seen", out _));
                context.Private.Set("planned", [2]);
            },
        };
        var response = await Make.Plan(resource, Thing.Of((Thing.Name, Make.S("n"))), privateState: privateState);
        Assert.Empty(response.Diagnostics);
        Assert.Equal(["planned", "seen"], PrivateState.Decode(response.PlannedPrivate).Keys);
    }

    [Fact]
    public async Task Unknown_elements_pass_through_untouched()
    {
        var list = TerraformValue.List(PartType.Type, [TerraformValue.Unknown(PartType.Type), PartType]);
        var planned = await Planned(Thing.Of((Thing.Name, Make.S("n")), (Thing.Rows, list)));
        Assert.Equal(list, planned["rows"]);
    }

    [Fact]
    public async Task A_destroy_stays_null_and_its_step_only_adds_diagnostics()
    {
        var resource = new FakeAbleResource(Thing.Schema)
        {
            OnPlan = static _ => Assert.Fail("the plan step ran"),
            OnPlanDestroy = static context => context.Diagnostics.AddWarning(
                "Kept", context.Prior.Get(Thing.Name).Known),
        };
        var privateState = new PrivateState();
        privateState.Set("k", [1]);
        var response = await Make.Plan(resource, TerraformValue.Null(Thing.Schema.Type), Prior, privateState);
        Assert.Equal("n", Assert.Single(response.Diagnostics).Detail);
        Assert.True(Make.Read(response.PlannedState, Thing.Schema.Type).IsNull);
        Assert.Equal(privateState.Encode(), response.PlannedPrivate.ToArray());
    }

    [Fact]
    public async Task A_plan_can_be_put_off_where_Terraform_allows_it()
    {
        var resource = new FakeAbleResource(Thing.Schema)
        {
            OnPlan = static context => context.Defer(DeferralReason.ProviderConfigUnknown),
        };
        var config = Thing.Of((Thing.Name, Make.S("n")));
        var allowed = await Make.Plan(resource, config, client: new(DeferralAllowed: true));
        Assert.Equal(DeferralReason.ProviderConfigUnknown, allowed.Deferred);
        Assert.Empty(allowed.Diagnostics);
        var refused = await Make.Plan(resource, config);
        Assert.Null(refused.Deferred);
        Assert.Equal("Provider Bug", Assert.Single(refused.Diagnostics).Summary);
    }

    [Fact]
    public async Task The_identity_is_passed_on()
    {
        var resource = new FakeAbleResource(Thing.Schema);
        var identity = Make.Wire(Make.Object(resource.IdentitySchema, (FakeAbleResource.IdentityName, Make.S("x"))));
        var wire = Make.Wire(Prior);
        using var server = Make.Server(resource);
        var response = await server.PlanResourceChange(
            new()
            {
                TypeName = FakeProvider.TypeName,
                PriorState = wire,
                ProposedNewState = wire,
                Config = Make.Wire(Thing.Of((Thing.Name, Make.S("n")))),
                PriorIdentity = identity,
            },
            CancellationToken.None).WaitAsync(Make.Limit);
        Assert.Equal(identity, response.PlannedIdentity);
    }

    private static async Task<IReadOnlyDictionary<string, TerraformValue>> Planned(
        TerraformValue config, TerraformValue? prior = null)
    {
        var response = await Make.Plan(new FakeResource(Thing.Schema), config, prior);
        Assert.Empty(response.Diagnostics);
        return Make.Read(response.PlannedState, Thing.Schema.Type).Entries;
    }

    private sealed class Spy<T>(Action<PlanModifierContext<T>> act) : IPlanModifier<T>
        where T : notnull
    {
        public void Modify(PlanModifierContext<T> context) => act(context);
    }
}

using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Framework.Tests.Internal.Planning;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class ValidateResourceConfigTests
{
    private static readonly SchemaAttribute<string> Mode =
        new("mode", Codec.String) { Presence = Presence.Optional, Validators = [new Rule<string>(static mode => mode is "a" or "b" ? null : "a or b.")] };

    private static readonly SchemaAttribute<string> Old =
        new("old", Codec.String) { Presence = Presence.Optional, DeprecationMessage = "use mode" };

    private static readonly SchemaAttribute<IReadOnlyList<string>> Names =
        new("names", Codec.List(Codec.String)) { Presence = Presence.Optional };

    private static readonly SchemaAttribute<long> Count =
        new("size", Codec.Int64) { Presence = Presence.Optional, Validators = [new Rule<long>(static size => size is >= 1 and <= 3 ? null : "1 to 3.")] };

    private static readonly SchemaAttribute<IReadOnlyDictionary<string, Part>> Parts =
        new("parts", Codec.Map(Codec.Object<Part>())) { Presence = Presence.Optional };

    private static readonly SchemaAttribute<IReadOnlySet<SetPart>> Bag =
        new("bag", Codec.Set(Codec.Object<SetPart>())) { Presence = Presence.Optional };

    private static readonly Schema Everything = new(
        [Name.Key, Name.Id, Name.Secret, Mode, Old, Names, Count, Parts, Bag])
    {
        ConfigValidators = [ConfigValidators.Conflicting(Mode, Old)],
    };

    public static TheoryData<string, TerraformValue, string> Findings => new()
    {
        { "a right configuration", With(), "" },
        { "a required attribute that is null", With((Name.Key, Null(Name.Key))), "name: Missing Required Attribute" },
        { "a required attribute that is unknown", With((Name.Key, Make.UnknownString)), "" },
        { "a computed attribute that is configured", With((Name.Id, Make.S("x"))), "id: Read-Only Attribute" },
        { "a value that a validator refuses", With((Mode, Make.S("c"))), "mode: Invalid Attribute Value" },
        { "an unknown value, which no validator sees", With((Mode, Make.UnknownString)), "" },
        { "a deprecated attribute", With((Old, Make.S("x"))), "old: Attribute Deprecated" },
        {
            "a null in a list",
            With((Names, TerraformValue.List(
                TerraformType.String, [Make.S("a"), TerraformValue.Null(TerraformType.String)]))),
            "names[1]: Invalid Attribute Value"
        },
        {
            "a fraction where a whole number belongs",
            With((Count, TerraformValue.Number(TerraformNumber.FromDouble(0.5)))), "size: Invalid Attribute Value"
        },
        {
            "a whole number out of range", With((Count, TerraformValue.Number(4))), "size: Invalid Attribute Value"
        },
        {
            "a required attribute missing in an element, beside an unknown element",
            With((Parts, TerraformValue.Map(
                Part0.Type, [new("eu", Part0), new("us", TerraformValue.Unknown(Part0.Type))]))),
            "parts[\"eu\"].key: Missing Required Attribute"
        },
        {
            "a required attribute missing in a set element, which has no path",
            With((Bag, TerraformValue.Set(SetPart0.Type, [SetPart0]))), "bag: Missing Required Attribute"
        },
        {
            "attributes that exclude each other",
            With((Mode, Make.S("a")), (Old, Make.S("b"))),
            "old: Attribute Deprecated; mode: Invalid Attribute Combination; old: Invalid Attribute Combination"
        },
        {
            "attributes that may come to exclude each other",
            With((Mode, Make.UnknownString), (Old, Make.S("b"))), "old: Attribute Deprecated"
        },
        { "a write-only attribute", With((Name.Secret, Make.S("s"))), "" },
    };

    private static TerraformValue Part0 => Make.Object(Part.Attributes);

    private static TerraformValue SetPart0 => Make.Object(SetPart.Attributes);

    [Theory]
    [MemberData(nameof(Findings))]
    public async Task The_schema_is_checked(string what, TerraformValue config, string findings)
    {
        var response = await Validate(new FakeResource(Everything), config);
        Assert.True(
            findings == string.Join("; ", response.Diagnostics.Select(static d => $"{d.Path}: {d.Summary}")),
            $"{what}: {string.Join("; ", response.Diagnostics)}");
    }

    [Fact]
    public async Task A_write_only_attribute_needs_a_Terraform_that_knows_them()
    {
        var response = await Validate(
            new FakeResource(Everything), With((Name.Secret, Make.UnknownString)),
            new(WriteOnlyAttributesAllowed: false));
        Assert.Equal("Write-Only Attribute Not Supported", Assert.Single(response.Diagnostics).Summary);
    }

    [Fact]
    public async Task A_validator_sees_the_whole_configuration_and_what_the_client_can_do()
    {
        var seen = new List<string>();
        var note = new SchemaAttribute<string>("note", Codec.String)
        {
            Presence = Presence.Optional,
            Validators = [new Looking(context => seen.Add(
                $"{context.Path} {context.Config.Get(Name.Key)} {context.ClientCapabilities.StorePlannedPrivate}"))],
        };
        var schema = new Schema([Name.Key, note]);
        using var server = Make.Server(new FakeResource(schema));
        await server.ValidateResourceConfig(
            new()
            {
                TypeName = FakeProvider.TypeName,
                Config = Make.Wire(Make.Object(schema, (Name.Key, Make.S("n")), (note, Make.S("x")))),
                ClientCapabilities = new(StorePlannedPrivate: true),
            },
            CancellationToken.None).WaitAsync(Make.Limit);

        Assert.Equal(["note n True"], seen);
    }

    private sealed class Looking(Action<ValidatorContext> look) : IValidator<string>
    {
        public void Validate(string value, ValidatorContext context) => look(context);
    }

    [Fact]
    public async Task A_deprecated_resource_warns_where_it_is_used()
    {
        var schema = new Schema([Name.Key]) { DeprecationMessage = "Use test_other." };
        using var server = Make.Server(new FakeResource(schema));
        var response = await server.ValidateResourceConfig(
            new() { TypeName = FakeProvider.TypeName, Config = Make.Wire(Make.Object(schema, (Name.Key, Make.S("n")))) },
            CancellationToken.None).WaitAsync(Make.Limit);

        var warning = Assert.Single(response.Diagnostics);
        Assert.Equal(Severity.Warning, warning.Severity);
        Assert.Contains("Use test_other.", warning.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_resource_has_its_own_say_also_after_errors()
    {
        var resource = new FakeAbleResource(Everything)
        {
            OnValidate = static context => context.Diagnostics.AddError(
                "Own Rule", context.Config.Raw(Mode).ToString(), Mode),
        };
        var response = await Validate(resource, With((Mode, Make.S("c"))));
        Assert.Equal(["Invalid Attribute Value", "Own Rule"], response.Diagnostics.Select(static d => d.Summary));
    }

    private static TerraformValue With(params (SchemaAttribute Attribute, TerraformValue Value)[] set) =>
        Make.Object(Everything, [.. set, (Name.Key, Make.S("n"))]);

    private static TerraformValue Null(SchemaAttribute attribute) => TerraformValue.Null(attribute.Type);

    private static async Task<ValidateConfigResponse> Validate(
        Resource resource, TerraformValue config, ClientCapabilities? client = null)
    {
        using var server = Make.Server(resource);
        return await server.ValidateResourceConfig(
            new()
            {
                TypeName = FakeProvider.TypeName,
                Config = Make.Wire(config),
                ClientCapabilities = client ?? new(WriteOnlyAttributesAllowed: true),
            },
            CancellationToken.None).WaitAsync(Make.Limit);
    }
}

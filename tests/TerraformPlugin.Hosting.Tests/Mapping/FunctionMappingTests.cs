using Google.Protobuf.Collections;
using TerraformPlugin.Framework;
using TerraformPlugin.Hosting.Mapping;

namespace TerraformPlugin.Hosting.Tests.Mapping;

public sealed class FunctionMappingTests
{
    [Fact]
    public void A_function_is_sent_with_all_its_parameters()
    {
        var functions = new MapField<string, Protocol.Function>();
        new Dictionary<string, Function> { ["join"] = new Join() }.AddTo(functions);

        var wire = functions["join"];
        Assert.Equal("Joins.", wire.Summary);
        Assert.Equal("Joins texts.", wire.Description);
        Assert.Equal("Use another.", wire.DeprecationMessage);
        Assert.Equal("\"string\"", wire.Return.Type.ToStringUtf8());
        Assert.Equal(("separator", true, false), Parameter(Assert.Single(wire.Parameters)));
        Assert.Equal(("parts", false, true), Parameter(wire.VariadicParameter));
    }

    [Fact]
    public void The_first_argument_differs_from_no_argument()
    {
        Assert.Null(((FunctionError?)null).ToWire());
        Assert.False(new FunctionError("text").ToWire()!.HasFunctionArgument);
        Assert.True(new FunctionError("text", 0).ToWire()!.HasFunctionArgument);
    }

    private static (string Name, bool Null, bool Unknown) Parameter(Protocol.Function.Types.Parameter wire) =>
        (wire.Name, wire.AllowNullValue, wire.AllowUnknownValues);

    private sealed class Join() : Function<string>(Codec.String)
    {
        public override IReadOnlyList<FunctionParameter> Parameters { get; } =
            [new FunctionParameter<string>("separator", Codec.String) { AllowNull = true }];

        public override FunctionParameter VariadicParameter { get; } =
            new FunctionParameter<string>("parts", Codec.String) { AllowUnknown = true };

        public override string Summary => "Joins.";

        public override string Description => "Joins texts. With what is between them.";

        public override string DeprecationMessage => "Use another.";

        public override Value<string> Run(FunctionContext context) => "";
    }
}

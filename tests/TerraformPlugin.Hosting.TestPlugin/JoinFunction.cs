using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>Joins whatever it is given: any number, of any type, null too.</summary>
internal sealed class JoinFunction() : Function<string>(Codec.String)
{
    private static readonly FunctionParameter<string> Separator = new("separator", Codec.String) { AllowNull = true };

    private static readonly FunctionParameter<TerraformValue> Items =
        new("items", Codec.Raw(TerraformType.Dynamic)) { AllowNull = true };

    public override IReadOnlyList<FunctionParameter> Parameters => [Separator];

    public override FunctionParameter VariadicParameter => Items;

    public override string Summary => "Joins values.";

    public override string Description => "Joins the texts of values.";

    public override Value<string> Run(FunctionContext context) => string.Join(
        context.Get(Separator).TryGetKnown(out var separator) ? separator : "",
        context.GetAll(Items).Select(static item => item.TryGetKnown(out var value) ? $"{value}" : "null"));
}

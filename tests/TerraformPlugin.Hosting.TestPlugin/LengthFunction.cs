using TerraformPlugin.Framework;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>The length of a text: an answer that is small whatever was sent.</summary>
internal sealed class LengthFunction() : Function<long>(Codec.Int64)
{
    private static readonly FunctionParameter<string> Text = new("text", Codec.String);

    public override IReadOnlyList<FunctionParameter> Parameters => [Text];

    public override string Summary => "Length of a text.";

    public override string Description => "Counts UTF-16 units.";

    public override Value<long> Run(FunctionContext context)
    {
        var text = context.Get(Text).Known;
        if (text.Length == 0)
        {
            context.Fail(Text, "an empty text has no length");
        }

        return text.Length;
    }
}

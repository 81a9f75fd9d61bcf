using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Codecs;

internal sealed class ObjectCodec<TModel> : Codec<TModel>
    where TModel : class, IModel<TModel>
{
    private NestedObject? _nested;
    private TerraformType? _type;

    public override TerraformType Type => _type ??= Nested.ObjectType;

    // Read on first use: a model's attribute list may be initialized after the handle that names the model.
    public override NestedObject Nested => _nested ??= new(NestingMode.Single, TModel.Attributes);

    private protected override Value<TModel> DecodeKnown(TerraformValue value, AttributePath path) =>
        Model.At<TModel>(value, path);

    private protected override TerraformValue EncodeKnown(TModel content) => Model.ObjectOf(content);
}

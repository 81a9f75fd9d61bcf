using TerraformPlugin.Framework.Internal.Codecs;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>The codecs there are; they combine freely: <c>Codec.Map(Codec.List(Codec.Int64))</c>.</summary>
public static class Codec
{
    /// <summary>A string, which may be empty.</summary>
    public static Codec<string> String { get; } = new StringCodec();

    /// <summary>A bool.</summary>
    public static Codec<bool> Bool { get; } = new BoolCodec();

    /// <summary>A Terraform number that is whole and within 64 bits; others do not decode.</summary>
    public static Codec<long> Int64 { get; } = new Int64Codec();

    /// <summary>A Terraform number without loss.</summary>
    public static Codec<TerraformNumber> Number { get; } = new NumberCodec();

    /// <summary>A list without null elements; unknown as a whole while any element is unknown.</summary>
    public static Codec<IReadOnlyList<T>> List<T>(Codec<T> element)
        where T : notnull => new ListCodec<T>(element);

    /// <summary>
    /// A set without null elements; unknown as a whole while any element is unknown. Keeps the wire's order.
    /// </summary>
    public static Codec<IReadOnlySet<T>> Set<T>(Codec<T> element)
        where T : notnull => new SetCodec<T>(element);

    /// <summary>
    /// A map without null elements, its keys in ordinal order; unknown as a whole while any element is unknown.
    /// </summary>
    public static Codec<IReadOnlyDictionary<string, T>> Map<T>(Codec<T> element)
        where T : notnull => new MapCodec<T>(element);

    /// <summary>An object; its attributes may be null or unknown each for itself.</summary>
    public static Codec<TModel> Object<TModel>()
        where TModel : class, IModel<TModel> => new ObjectCodec<TModel>();

    /// <summary>
    /// Lets each element of a collection be null or unknown for itself:
    /// <c>Codec.Map(Codec.Partial(Codec.String))</c> is known when only some of its elements are.
    /// </summary>
    public static Codec<Value<T>> Partial<T>(Codec<T> inner)
        where T : notnull => new PartialCodec<T>(inner);

    /// <summary>The untouched value of any type, <see cref="TerraformType.Dynamic"/> included.</summary>
    public static Codec<TerraformValue> Raw(TerraformType type) => new RawCodec(type);
}

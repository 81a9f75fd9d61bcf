namespace TerraformPlugin.Framework;

/// <summary>
/// A record of <see cref="Value{T}"/>s that mirrors an object's attributes: all <c>required</c>, so that one left out
/// of
/// <see cref="Read"/> does not compile. <see cref="ModelContract"/> finds what is wrong in <see cref="Write"/>.
/// </summary>
public interface IModel<TSelf>
    where TSelf : IModel<TSelf>
{
    /// <summary>The handles of all attributes of the object.</summary>
    static abstract IReadOnlyList<SchemaAttribute> Attributes { get; }

    static abstract TSelf Read(ModelReader reader);

    void Write(ModelWriter writer);
}

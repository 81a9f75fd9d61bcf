using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>
/// What the framework has to know of a model, which is a <see cref="Model{TSelf}"/>: its attributes, and how to make one.
/// </summary>
public interface IModel<TSelf>
    where TSelf : IModel<TSelf>
{
    /// <summary>The handles of all attributes of the object, in the order of the documentation.</summary>
    static abstract IReadOnlyList<SchemaAttribute> Attributes { get; }

    /// <summary>The model of an object.</summary>
    /// <param name="value">A known object of <see cref="Attributes"/>.</param>
    static abstract TSelf Of(TerraformValue value);
}

using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>
/// What the framework has to know of a model: its attributes, and how to make one. A model is a
/// <see cref="Model{TSelf}"/>; one that implements <see cref="Read"/> and <see cref="Write"/> itself is of the old form.
/// </summary>
public interface IModel<TSelf>
    where TSelf : IModel<TSelf>
{
    /// <summary>The handles of all attributes of the object, in the order of the documentation.</summary>
    static abstract IReadOnlyList<SchemaAttribute> Attributes { get; }

    /// <summary>The model of an object.</summary>
    /// <param name="value">A known object of <see cref="Attributes"/>.</param>
    static virtual TSelf Of(TerraformValue value) => TSelf.Read(new(value));

    /// <summary>The model of an object at a path; implemented by models of the old form only.</summary>
    static virtual TSelf Read(ModelReader reader)
    {
        var model = TSelf.Of(reader.Value);
        if (model is Model fresh)
        {
            fresh.Path = reader.Path;
        }

        return model;
    }

    /// <summary>Writes every attribute; implemented by models of the old form only.</summary>
    void Write(ModelWriter writer)
    {
        var model = (Model)(object)this;
        foreach (var attribute in TSelf.Attributes)
        {
            writer.SetRaw(attribute, model.Raw(attribute));
        }
    }
}

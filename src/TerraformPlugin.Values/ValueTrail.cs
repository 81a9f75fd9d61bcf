namespace TerraformPlugin.Values;

/// <summary>
/// Where a codec is in the value that it walks, and the limit on how deep it goes. Steps are recorded as they are
/// taken and become an <see cref="AttributePath"/> only for an error, so that the good case does not pay for paths.
/// A codec that fails is thrown away with its trail; nothing is unwound.
/// </summary>
internal sealed class ValueTrail(Func<AttributePath, string, Exception> error)
{
    /// <summary>
    /// Schemas nest less than ten levels; what is deeper is an attack on the stack. Codecs and the types' own
    /// recursions need well under a kilobyte a level.
    /// </summary>
    public const int MaxDepth = 128;

    private readonly List<Frame> _frames = [];

    private enum StepKind : byte { Attribute, Key, Index, SetElement, DynamicContent }

    public static ValueTrail ForDecoding() => new(static (path, problem) => new ValueDecodingException(path, problem));

    public static ValueTrail ForEncoding() => new(static (path, problem) =>
        new ArgumentException(path.IsRoot ? problem : $"{path}: {problem}"));

    public void Attribute(string name) => Enter(new(StepKind.Attribute, name, 0));

    public void Key(string key) => Enter(new(StepKind.Key, key, 0));

    /// <summary>Into an element of a list, set or tuple.</summary>
    public void Element(TerraformType collection, int index) =>
        Enter(new(collection.Kind == TypeKind.Set ? StepKind.SetElement : StepKind.Index, "", index));

    /// <summary>From a dynamic slot into the value of its own type: deeper, at the same path.</summary>
    public void DynamicContent() => Enter(new(StepKind.DynamicContent, "", 0));

    public void Leave() => _frames.RemoveAt(_frames.Count - 1);

    public Exception Error(string problem) => error(ToPath(), problem);

    private void Enter(Frame frame)
    {
        if (_frames.Count == MaxDepth)
        {
            throw Error($"the value is nested more than {MaxDepth} levels deep");
        }

        _frames.Add(frame);
    }

    private AttributePath ToPath()
    {
        var path = AttributePath.Root;
        foreach (var frame in _frames)
        {
            switch (frame.Kind)
            {
                case StepKind.Attribute:
                    path = path.Attribute(frame.Name);
                    break;
                case StepKind.Key:
                    path = path.Key(frame.Name);
                    break;
                case StepKind.Index:
                    path = path.Index(frame.Index);
                    break;
                case StepKind.SetElement:
                    return path;
                case StepKind.DynamicContent:
                    break;
            }
        }

        return path;
    }

    private readonly record struct Frame(StepKind Kind, string Name, int Index);
}

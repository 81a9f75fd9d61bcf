using WorkspaceBackup.Velero.Objects;
using YamlDotNet.RepresentationModel;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>What a Go program reads out of a YAML document, when it refuses the fields that it does not know.</summary>
internal abstract record YamlShape
{
    /// <summary>Every scalar is one.</summary>
    public static readonly YamlShape Text = new Scalar("string");

    public static readonly YamlShape Texts = new List(Text);

    public static readonly YamlShape TextByKey = new Map(Text);

    /// <summary>Go's name for it.</summary>
    public abstract string GoType { get; }

    /// <summary>The first thing that is not as it has to be; null when it can be read. No value at all is one for everything.</summary>
    /// <param name="path">Where the value stands; "" for the whole document.</param>
    public Misfit? Check(YamlNode? node, string path) => YamlData.IsNull(node) ? null : CheckValue(node!, path);

    protected abstract Misfit? CheckValue(YamlNode node, string path);

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private Misfit Not(string what, YamlNode node, string path) =>
        new($"{(path.Length == 0 ? "it" : path)} is no {what}", node, GoType, IsUnknownField: false);

    /// <param name="Text">In our words, without a full stop.</param>
    /// <param name="At">The value, or the key that is not known.</param>
    /// <param name="GoType">What the value has to be, or where the key would have to be a field.</param>
    public sealed record Misfit(string Text, YamlNode At, string GoType, bool IsUnknownField);

    public sealed record Anything(string GoType) : YamlShape
    {
        public override string GoType { get; } = GoType;

        protected override Misfit? CheckValue(YamlNode node, string path) => null;
    }

    /// <summary>Text, whatever Go calls it.</summary>
    public sealed record Scalar(string GoType) : YamlShape
    {
        public override string GoType { get; } = GoType;

        protected override Misfit? CheckValue(YamlNode node, string path) =>
            node is YamlScalarNode ? null : Not("text", node, path);
    }

    public sealed record List(YamlShape Item) : YamlShape
    {
        public override string GoType => $"[]{Item.GoType}";

        protected override Misfit? CheckValue(YamlNode node, string path) => node is YamlSequenceNode list
            ? list.Children.Select((item, index) => Item.Check(item, $"{path}[{index}]")).FirstOrDefault(misfit => misfit is not null)
            : Not("list", node, path);
    }

    public sealed record Map(YamlShape Value) : YamlShape
    {
        public override string GoType => $"map[string]{Value.GoType}";

        protected override Misfit? CheckValue(YamlNode node, string path) => node is YamlMappingNode map
            ? map.Children.Select(item => Value.Check(item.Value, Join(path, YamlData.Scalar(item.Key))))
                .FirstOrDefault(misfit => misfit is not null)
            : Not("mapping", node, path);
    }

    /// <param name="IgnoresCase">Go's JSON finds a field whatever the case of its letters; its YAML does not.</param>
    public sealed record Fields(
        string GoType, IReadOnlyDictionary<string, YamlShape> Known, bool IgnoresCase = false) : YamlShape
    {
        public override string GoType { get; } = GoType;

        protected override Misfit? CheckValue(YamlNode node, string path)
        {
            if (node is not YamlMappingNode mapping)
            {
                return Not("mapping", node, path);
            }

            foreach (var (key, value) in mapping.Children)
            {
                var name = YamlData.Scalar(key);
                if (Find(name) is not { } shape)
                {
                    return Unknown(key, name, path);
                }

                if (shape.Check(value, Join(path, name)) is { } misfit)
                {
                    return misfit;
                }
            }

            return null;
        }

        private YamlShape? Find(string name) => Known.GetValueOrDefault(name)
            ?? (IgnoresCase
                ? Known.FirstOrDefault(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value
                : null);

        private Misfit Unknown(YamlNode key, string name, string path)
        {
            var meant = NearestWord.To(name, Known.Keys) is { } near ? $"; \"{near}\" is probably meant" : "";
            return new(
                path.Length == 0
                    ? $"this version does not know the field \"{name}\"{meant}"
                    : $"this version knows no field \"{name}\" in {path}{meant}",
                key, GoType, IsUnknownField: true);
        }
    }
}

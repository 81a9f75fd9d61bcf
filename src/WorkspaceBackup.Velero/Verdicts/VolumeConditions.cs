using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>
/// Which volumes a volume policy is for. Velero writes the mapping out once more and decodes that. Source: its
/// <c>internal/resourcepolicies/volume_resources.go</c> and <c>volume_resources_validator.go</c>.
/// </summary>
internal static partial class VolumeConditions
{
    /// <summary>What cannot be read of a policy's conditions; null when Velero reads them.</summary>
    public static PolicyProblem? Read(YamlNode policy, int index, VeleroRelease release)
    {
        if (YamlData.Child(policy, "conditions") is not YamlMappingNode conditions)
        {
            return null;
        }

        var path = PathOf(index);
        if (Shape(release).Check(conditions, path) is { } misfit)
        {
            var line = LinesAsWritten(conditions).GetValueOrDefault(misfit.At, 1);
            return new(
                misfit.Text,
                "failed to decode volume conditions: " + (misfit.IsUnknownField
                    ? YamlData.UnknownField(misfit.At, misfit.GoType, line)
                    : YamlData.Mismatch(misfit.At, misfit.GoType, line)));
        }

        var capacity = YamlData.Text(YamlData.Child(conditions, "capacity"));
        if (capacity.Length == 0)
        {
            return null;
        }

        var bounds = capacity.Split(',');
        if (bounds.Length != 2)
        {
            return new(
                $"{path}.capacity \"{capacity}\" is no range: "
                + (bounds.Length == 1
                    ? $"\"{capacity},\" means that much and more, \",{capacity}\" that much and less"
                    : "it has one comma, between the least and the most"),
                $"wrong format of Capacity {capacity}");
        }

        return bounds.FirstOrDefault(bound => bound.Trim().Length > 0 && !Quantity().IsMatch(bound.Trim())) is { } wrong
            ? new(
                $"{path}.capacity \"{capacity}\" has \"{wrong.Trim()}\", which is no quantity such as \"10Gi\"",
                $"wrong format of Capacity {wrong} with err {QuantityError(wrong.Trim())}")
            : null;
    }

    /// <summary>What is wrong with conditions that can be read.</summary>
    public static PolicyProblem? Validate(YamlNode policy, int index, VeleroRelease release)
    {
        var conditions = YamlData.Child(policy, "conditions");
        var capacity = YamlData.Text(YamlData.Child(conditions, "capacity"));
        if (capacity.Split(',') is [var least, var most]
            && (Value(least), Value(most)) is var (lower, upper) && upper < lower && !(lower != 0 && upper == 0))
        {
            return new(
                $"{PathOf(index)}.capacity \"{capacity}\" ends below where it begins", "illegal values for capacity", IsInvalid: true);
        }

        var csi = YamlData.Child(conditions, "csi");
        return release.IsFrom(16) && YamlData.Text(YamlData.Child(csi, "driver")).Length == 0
            && YamlData.Child(csi, "volumeAttributes") is YamlMappingNode
                ? new(
                    $"{PathOf(index)}.csi has volumeAttributes and no driver",
                    "csi driver should not be empty when filtering by volume attributes", IsInvalid: true)
                : null;
    }

    private static string PathOf(int index) => $"volumePolicies[{index}].conditions";

    private static YamlShape.Fields Shape(VeleroRelease release)
    {
        const string Package = "resourcepolicies.";
        var driver = new Dictionary<string, YamlShape> { ["driver"] = YamlShape.Text };
        if (release.IsFrom(16))
        {
            driver["volumeAttributes"] = YamlShape.TextByKey;
        }

        var known = new Dictionary<string, YamlShape>
        {
            ["capacity"] = YamlShape.Text,
            ["storageClass"] = YamlShape.Texts,
            ["nfs"] = new YamlShape.Fields(
                $"{Package}nFSVolumeSource",
                new Dictionary<string, YamlShape> { ["server"] = YamlShape.Text, ["path"] = YamlShape.Text }),
            ["csi"] = new YamlShape.Fields($"{Package}csiVolumeSource", driver),
        };
        Add(13, "volumeTypes", new YamlShape.List(new YamlShape.Scalar($"{Package}SupportedVolume")));
        Add(16, "pvcLabels", YamlShape.TextByKey);
        Add(18, "pvcPhase", YamlShape.Texts);
        Add(19, "pvcVolumeMode", YamlShape.Text);
        Add(19, "pvcAccessModes", YamlShape.Texts);
        return new($"{Package}volumeConditions", known);

        void Add(int minor, string name, YamlShape shape)
        {
            if (release.IsFrom(minor))
            {
                known[name] = shape;
            }
        }
    }

    /// <summary>In which line each key and value stands once Velero has written the mapping, its keys sorted.</summary>
    private static Dictionary<YamlNode, int> LinesAsWritten(YamlMappingNode root)
    {
        var lines = new Dictionary<YamlNode, int>(ReferenceEqualityComparer.Instance);
        var line = 1;
        Mapping(root);
        return lines;

        void Mapping(YamlMappingNode mapping)
        {
            lines.TryAdd(mapping, line);
            foreach (var (key, value) in mapping.Children.OrderBy(item => YamlData.Scalar(item.Key), StringComparer.Ordinal))
            {
                lines.TryAdd(key, line);
                Value(value);
            }
        }

        void Value(YamlNode value)
        {
            switch (value)
            {
                case YamlMappingNode { Children.Count: > 0 } mapping:
                    line++;
                    Mapping(mapping);
                    break;
                case YamlSequenceNode { Children.Count: > 0 } list:
                    line++;
                    lines.TryAdd(list, line);
                    foreach (var item in list.Children)
                    {
                        if (item is YamlMappingNode { Children.Count: > 0 } within)
                        {
                            Mapping(within);
                        }
                        else
                        {
                            lines.TryAdd(item, line++);
                        }
                    }

                    break;
                default:
                    lines.TryAdd(value, line++);
                    break;
            }
        }
    }

    private static double Value(string quantity)
    {
        var match = Quantity().Match(quantity.Trim());
        if (!match.Success)
        {
            return 0;
        }

        var number = double.Parse(match.Groups["number"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);
        var unit = match.Groups["unit"].Value;
        return number * unit switch
        {
            "" => 1,
            [_, 'i'] => Math.Pow(1024, "KMGTPE".IndexOf(unit[0]) + 1),
            ['e' or 'E', _, ..] => Math.Pow(10, double.Parse(unit.AsSpan(1), CultureInfo.InvariantCulture)),
            _ => Math.Pow(1000, "num kMGTPE".IndexOf(unit[0]) - 3),
        };
    }

    private static string QuantityError(string text) => Number().IsMatch(text)
        ? "unable to parse quantity's suffix"
        : "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    // Kubernetes' resource.ParseQuantity.
    [GeneratedRegex(@"^(?<number>[+-]?([0-9]+\.?[0-9]*|\.[0-9]+))(?<unit>|[numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+)\z")]
    private static partial Regex Quantity();

    [GeneratedRegex(@"^[+-]?[0-9.]+[eEinumkKMGTP]*[-+]?[0-9]*\z")]
    private static partial Regex Number();
}

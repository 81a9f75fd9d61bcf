using System.Globalization;
using TerraformPlugin.Values;

namespace TerraformProviderWorkspaceBackup.Functions.Report;

/// <summary>A value of a shape that nobody promised: what is not there, or not of the type, is null or empty.</summary>
internal readonly struct LooseValue(TerraformValue? value)
{
    private readonly TerraformValue? _value = value is { IsKnown: true } ? value : null;

    public bool IsObject => _value?.Type.Kind is TypeKind.Object or TypeKind.Map;

    public string? Text => _value?.Type.Kind == TypeKind.String ? _value.AsString() : null;

    public bool? Flag => _value?.Type.Kind == TypeKind.Bool ? _value.AsBool() : null;

    /// <summary>Null also for one that is no whole number.</summary>
    public long? Number => _value?.Type.Kind == TypeKind.Number && long.TryParse(
        _value.AsNumber().ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : null;

    /// <summary>By name, in the order of code points.</summary>
    public IEnumerable<KeyValuePair<string, LooseValue>> Entries => IsObject
        ? _value!.Entries.OrderBy(static entry => entry.Key, StringComparer.Ordinal)
            .Select(static entry => KeyValuePair.Create(entry.Key, new LooseValue(entry.Value)))
        : [];

    public IEnumerable<LooseValue> Items => _value?.Type.Kind is TypeKind.List or TypeKind.Set or TypeKind.Tuple
        ? _value.Elements.Select(static item => new LooseValue(item))
        : [];

    public LooseValue this[string name] => IsObject && _value!.Entries.TryGetValue(name, out var found) ? new LooseValue(found) : default;
}

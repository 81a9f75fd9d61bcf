using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VeleroSandbox.Json;

namespace VeleroSandbox.Schemas;

/// <summary>ObjectMeta's own rules: names, labels and annotation keys.</summary>
internal static partial class MetadataValidation
{
    private const string SubdomainRule =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
        + "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string LabelNameRule =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end "
        + "with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private const string ValueRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start "
        + "and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "
        + "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private const string NamePartRule =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
        + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    public static IEnumerable<FieldError> Validate(JsonObject @object, ResourceType type)
    {
        var metadata = @object["metadata"] as JsonObject ?? [];
        if (metadata.Text("name") is not { Length: > 0 } name)
        {
            yield return FieldError.Required("metadata.name", "name or generateName is required");
        }
        else if (type.Plural == "namespaces" ? !Label().IsMatch(name) || name.Length > 63 : !Subdomain().IsMatch(name))
        {
            yield return FieldError.Invalid(
                "metadata.name", FieldError.Quoted(name), type.Plural == "namespaces" ? LabelNameRule : SubdomainRule);
        }
        else if (name.Length > 253)
        {
            yield return FieldError.Invalid(
                "metadata.name", FieldError.Quoted(name), "must be no more than 253 characters");
        }

        foreach (var (key, value) in metadata["labels"] as JsonObject ?? [])
        {
            foreach (var error in Key("metadata.labels", key).Concat(Value(value?.ToString() ?? "")))
            {
                yield return error;
            }
        }

        foreach (var (key, _) in metadata["annotations"] as JsonObject ?? [])
        {
            foreach (var error in Key("metadata.annotations", key.ToLowerInvariant()))
            {
                yield return error;
            }
        }
    }

    /// <summary>Whether a label may carry this value.</summary>
    public static bool IsLabelValue(string value) => !Value(value).Any();

    private static IEnumerable<FieldError> Key(string field, string key)
    {
        var slash = key.LastIndexOf('/');
        if (slash == 0)
        {
            yield return FieldError.Invalid(field, FieldError.Quoted(key), "prefix part must be non-empty");
        }
        else if (slash > 0 && !Subdomain().IsMatch(key[..slash]))
        {
            yield return FieldError.Invalid(field, FieldError.Quoted(key), "prefix part " + SubdomainRule);
        }

        var name = key[(slash + 1)..];
        if (name.Length == 0)
        {
            yield return FieldError.Invalid(field, FieldError.Quoted(key), "name part must be non-empty");
        }

        if (name.Length > 63)
        {
            yield return FieldError.Invalid(
                field, FieldError.Quoted(key), "name part must be no more than 63 characters");
        }

        if (!LabelText().IsMatch(name))
        {
            yield return FieldError.Invalid(field, FieldError.Quoted(key), NamePartRule);
        }
    }

    private static IEnumerable<FieldError> Value(string value)
    {
        if (value.Length > 63)
        {
            yield return FieldError.Invalid(
                "metadata.labels", FieldError.Quoted(value), "must be no more than 63 characters");
        }

        if (value.Length > 0 && !LabelText().IsMatch(value))
        {
            yield return FieldError.Invalid("metadata.labels", FieldError.Quoted(value), ValueRule);
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"\A([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z")]
    private static partial Regex LabelText();
}

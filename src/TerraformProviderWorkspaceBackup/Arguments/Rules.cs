using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using Names = WorkspaceBackup.Velero.Objects.ObjectNames;

namespace TerraformProviderWorkspaceBackup.Arguments;

/// <summary>The validators that several attributes share.</summary>
internal static class Rules
{
    private static readonly TimeSpan s_shortestRequest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestRequest = TimeSpan.FromHours(1);

    /// <summary>An RFC 1123 label: what Kubernetes takes as a namespace's name.</summary>
    public static Rule<string> Label { get; } = new(static value => LabelProblem(value));

    /// <summary>A name that an object of Kubernetes can have: an RFC 1123 subdomain.</summary>
    public static Rule<string> ObjectName { get; } = new(static value => ObjectNameProblem(value));

    /// <summary>A set of such names.</summary>
    public static Rule<IReadOnlySet<string>> ObjectNames { get; } = new(static value =>
        value.Select(ObjectNameProblem).FirstOrDefault(static problem => problem is not null));

    /// <summary>A set of namespaces: one at least, each an RFC 1123 label.</summary>
    public static Rule<IReadOnlySet<string>> Namespaces { get; } =
        new(static value => NamesProblem(value, "Leave it out, or name a namespace."));

    /// <summary>As <see cref="Namespaces"/>, or <c>*</c> alone for all.</summary>
    public static Rule<IReadOnlySet<string>> NamespacesOrAll { get; } = new(static value =>
        value is { Count: 1 } && value.Contains("*") ? null
            : NamesProblem(value, "Leave it out, name a namespace, or say [\"*\"] for all."));

    /// <summary>A set of names and patterns: one at least. What Velero makes of them is judged with the rest.</summary>
    public static Rule<IReadOnlySet<string>> NamespacesOrPatterns { get; } = new(EmptyProblem);

    /// <summary>A positive Go duration, <c>d</c> and <c>w</c> allowed.</summary>
    public static Rule<string> PositiveDuration { get; } = new(static value =>
        !GoDuration.TryParseWithDays(value, out var duration, out var problem) ? problem
        : duration.Nanoseconds <= 0 ? $"\"{value}\" must be longer than zero."
        : null);

    /// <summary>A time limit that a request can have: one that is never reached, or always, is a slip of the pen.</summary>
    public static Rule<string> RequestTimeout { get; } = new(static value =>
        !GoDuration.TryParseWithDays(value, out var duration, out var problem) ? problem
        : duration.ToTimeSpan() < s_shortestRequest || duration.ToTimeSpan() > s_longestRequest
            ? $"\"{value}\" must be between 100ms and 1h; the default is 10s."
            : null);

    /// <summary>A Go duration that Velero takes: not negative, and zero for the server's default.</summary>
    public static Rule<string> VeleroDuration { get; } = new(static value =>
        !GoDuration.TryParseWithDays(value, out var duration, out var problem) ? problem
        : duration.Nanoseconds < 0 ? $"\"{value}\" must not be negative."
        : null);

    /// <summary>Labels that users may give their objects.</summary>
    public static Rule<IReadOnlyDictionary<string, string>> Labels { get; } = new(static labels =>
        labels.Select(static label => UserLabels.Error(label.Key, label.Value)).FirstOrDefault(static error => error is not null));

    private static string? NamesProblem(IReadOnlySet<string> value, string remedy) => value.Count == 0
        ? $"must not be empty. {remedy}"
        : value.Select(LabelProblem).FirstOrDefault(static problem => problem is not null);

    private static string? EmptyProblem(IReadOnlySet<string> value) =>
        value.Count > 0
            ? null
            : "must not be empty: to Velero an empty list means every namespace of the cluster. Leave it out, "
              + "or say [\"*\"] where all are meant.";

    private static string? ObjectNameProblem(string value) =>
        value.Length is > 0 and <= 253 && Names.IsSubdomain(value)
            ? null
            : $"\"{value}\" is no name that an object can have: lower case letters, digits, hyphens and dots, beginning and ending with a "
              + "letter or digit.";

    public static string? LabelProblem(string value) =>
        value.Length is > 0 and <= 63
        && !value.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-")
        && value[0] != '-' && value[^1] != '-'
            ? null
            : $"\"{value}\" must be 1 to 63 lower case letters, digits and hyphens, beginning and ending with a letter or digit.";

    public static Rule<string> OneOf(params IReadOnlyList<string> values) => new(value =>
        values.Contains(value, StringComparer.Ordinal)
            ? null
            : $"\"{value}\" must be one of {NameList.Quoted(values)}.");
}

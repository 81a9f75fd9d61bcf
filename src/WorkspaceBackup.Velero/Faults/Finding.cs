namespace WorkspaceBackup.Velero.Faults;

/// <summary>Something a user should know about one cluster, as a value: an error or a warning.</summary>
/// <param name="Severity">An error stops what was asked for, at least on this cluster.</param>
/// <param name="Kind">What was found.</param>
/// <param name="Cluster">The cluster's key in the provider configuration; empty when it is about none.</param>
/// <param name="Detail">A whole sentence or more, ending with what can be done.</param>
/// <param name="Field">Velero's field as a dotted path (<c>spec.template.ttl</c>); null when it is about none.</param>
/// <param name="Object">The object, as <c>Kind namespace/name</c>; null when it is about none.</param>
/// <param name="Fault">The fault behind it; never null for <see cref="FindingKind.Fault"/>.</param>
public sealed record Finding(
    Severity Severity,
    FindingKind Kind,
    string Cluster,
    string Detail,
    string? Field = null,
    string? Object = null,
    Fault? Fault = null)
{
    /// <summary>
    /// What tells it from others of its kind that other resources may have at the same time; null: nothing does.
    /// </summary>
    public string? About { get; init; }

    /// <summary>What decides of Velero's verdict; never null for <see cref="FindingKind.Verdict"/>.</summary>
    public VerdictRule? Rule { get; init; }

    /// <summary>What of it decides about what can be done.</summary>
    public FindingFacts Facts { get; init; }

    /// <summary>By cluster, a Backup that can be named in the place of what was asked for; null: that is no question here.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Instead { get; init; }

    public bool IsError => Severity == Severity.Error;

    public static Finding Of(Fault fault, Severity severity = Severity.Error) =>
        new(severity, FindingKind.Fault, fault.Cluster, fault.Detail, fault.Field, fault.Object, fault);

    /// <summary>What was cut short, where it was the operation's own time limit and not Terraform's Stop that did it.</summary>
    /// <param name="limit">The limit's own token, or one that it ends too.</param>
    /// <param name="stop">Terraform's Stop.</param>
    public Finding InTime(CancellationToken limit, CancellationToken stop) =>
        Fault is { Kind: FaultKind.Cancelled } cut && limit.IsCancellationRequested && !stop.IsCancellationRequested
            ? this with { Fault = cut with { Kind = FaultKind.TimeLimitReached } }
            : this;

    public static Finding Warning(FindingKind kind, string cluster, string detail, string? field = null, string? @object = null) =>
        new(Severity.Warning, kind, cluster, detail, field, @object);

    public static Finding Error(FindingKind kind, string cluster, string detail, string? field = null, string? @object = null) =>
        new(Severity.Error, kind, cluster, detail, field, @object);
}

namespace WorkspaceBackup.Velero.Faults;

/// <summary>
/// Names within a sentence. A fleet may have hundreds of clusters, and a line of a message has an end: what is said of them
/// matters more than the last of their names.
/// </summary>
public static class NameList
{
    /// <summary>How many are named; the rest is counted.</summary>
    public const int Named = 20;

    /// <summary><c>"eu", "us"</c></summary>
    public static string Quoted(IEnumerable<string> names) => Of(names.Select(static name => $"\"{name}\""));

    /// <summary><c>eu, us</c></summary>
    public static string Of(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count <= Named
            ? string.Join(", ", all)
            : $"{string.Join(", ", all.Take(Named))} and {all.Count - Named} more";
    }
}

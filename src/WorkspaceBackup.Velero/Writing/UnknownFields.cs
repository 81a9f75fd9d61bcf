namespace WorkspaceBackup.Velero.Writing;

/// <summary>Finds the fields that a strict API server says it does not know.</summary>
internal static class UnknownFields
{
    // Kubernetes 1.25 and later: strict decoding error: unknown field "spec.paused", unknown field
    // "spec.skipImmediately"
    private const string Mark = "unknown field \"";

    /// <summary>Dotted paths, in the order they are named in; empty when the text names none.</summary>
    public static IReadOnlyList<string> In(string message)
    {
        var fields = new List<string>();
        for (var at = message.IndexOf(Mark, StringComparison.Ordinal);
             at >= 0;
             at = message.IndexOf(Mark, at, StringComparison.Ordinal))
        {
            at += Mark.Length;
            var end = message.IndexOf('"', at);
            if (end < 0)
            {
                break;
            }

            fields.Add(message[at..end]);
            at = end;
        }

        return fields;
    }
}

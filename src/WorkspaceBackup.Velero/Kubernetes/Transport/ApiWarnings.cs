using System.Net.Http.Headers;

namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>
/// The <c>Warning</c> headers of one cluster's answers (deprecated API versions and the like), each text once.
/// </summary>
internal sealed class ApiWarnings
{
    private const int Limit = 50;
    private readonly Lock _lock = new();
    private readonly List<string> _texts = [];

    public IReadOnlyList<string> Texts
    {
        get
        {
            lock (_lock)
            {
                return [.. _texts];
            }
        }
    }

    public void Add(HttpResponseHeaders headers)
    {
        if (headers.Warning.Count == 0)
        {
            return;
        }

        lock (_lock)
        {
            foreach (WarningHeaderValue warning in headers.Warning)
            {
                string text = PlainText.Of(Unquoted(warning.Text), 500);
                if (_texts.Count < Limit && !_texts.Contains(text))
                {
                    _texts.Add(text);
                }
            }
        }
    }

    private static string Unquoted(string quoted) =>
        quoted.Length >= 2 && quoted[0] == '"'
            ? quoted[1..^1]
                .Replace("\\\"", "\"", StringComparison.Ordinal)
                .Replace("\\\\", "\\", StringComparison.Ordinal)
            : quoted;
}

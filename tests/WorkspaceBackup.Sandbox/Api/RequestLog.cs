namespace VeleroSandbox.Api;

/// <summary>The requests a cluster has had, in order of arrival. The oldest go when it is full.</summary>
public sealed class RequestLog
{
    private const int Kept = 100_000;

    private readonly Queue<RequestLine> _lines = new();

    /// <summary>A copy of the log as it is now.</summary>
    public IReadOnlyList<RequestLine> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Those that changed something.</summary>
    public IEnumerable<RequestLine> Writes => Lines.Where(line => line.IsWrite);

    public void Clear()
    {
        lock (_lines)
        {
            _lines.Clear();
        }
    }

    internal void Add(RequestLine line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Kept)
            {
                _lines.Dequeue();
            }
        }
    }
}

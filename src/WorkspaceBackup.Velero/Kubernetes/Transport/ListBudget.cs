namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>
/// What one list may cost in all, whatever the number of its pages: far above what a large cluster holds, and the end of
/// one that has none.
/// </summary>
internal sealed class ListBudget
{
    public const int PageLimit = 2000;
    public const int EmptyPageLimit = 10;
    public const int ItemLimit = 200_000;
    public const long ByteLimit = 512L * 1024 * 1024;

    // As JsonTree counts: 30,000 Backups take half of it.
    private const long CostLimit = 12_000_000;

    private const int TokenLength = 16 * 1024;

    private readonly HashSet<string> _tokens = new(StringComparer.Ordinal);
    private int _pages;
    private int _emptyPages;
    private int _items;
    private long _bytes;
    private long _cost;

    /// <exception cref="MalformedListException">It was the last one.</exception>
    public void TakeBytes(int count)
    {
        if ((_bytes += count) > ByteLimit)
        {
            throw new MalformedListException($"the list is larger than {ByteLimit / 1024 / 1024} MiB");
        }
    }

    /// <exception cref="MalformedListException">It was the last one.</exception>
    public void TakeItem(int cost)
    {
        if (++_items > ItemLimit)
        {
            throw new MalformedListException($"the list has more than {ItemLimit} items");
        }

        if ((_cost += cost) > CostLimit)
        {
            throw new MalformedListException("the list is made of too many values");
        }
    }

    /// <summary>One page is over, and there is another.</summary>
    /// <exception cref="MalformedListException">It has no end.</exception>
    public void TakePage(int items, string next)
    {
        _emptyPages = items == 0 ? _emptyPages + 1 : 0;
        if (next.Length > TokenLength || !_tokens.Add(next) || ++_pages > PageLimit || _emptyPages > EmptyPageLimit)
        {
            throw new MalformedListException("the list has no end: the API server says again and again that there is more");
        }
    }

    /// <summary>The list begins anew, with tokens that may be the old ones.</summary>
    public void Restart() => _tokens.Clear();
}

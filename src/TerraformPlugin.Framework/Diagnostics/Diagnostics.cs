using System.Collections;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>
/// What a call has to tell the user, in order and without repetition. Safe to add to from several threads.
/// </summary>
public sealed class Diagnostics : IReadOnlyCollection<Diagnostic>
{
    private readonly Lock _lock = new();
    private readonly List<Diagnostic> _items = [];

    /// <summary>How many there are so far.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _items.Count;
            }
        }
    }

    /// <summary>Whether there is an error among them so far; warnings do not count.</summary>
    public bool HasErrors => ToList().Exists(static d => d.Severity == Severity.Error);

    /// <summary>
    /// Adds an error: the operation failed, in part or as a whole. See <see cref="Diagnostic"/> for the parts.
    /// </summary>
    public void AddError(string summary, string detail, AttributePath? path = null) =>
        Add(new(Severity.Error, summary, detail, path));

    /// <summary>Adds a warning: nothing failed. See <see cref="Diagnostic"/> for the parts.</summary>
    public void AddWarning(string summary, string detail, AttributePath? path = null) =>
        Add(new(Severity.Warning, summary, detail, path));

    /// <summary>Adds a diagnostic, unless an equal one is there.</summary>
    public void Add(Diagnostic diagnostic)
    {
        lock (_lock)
        {
            if (!_items.Contains(diagnostic))
            {
                _items.Add(diagnostic);
            }
        }
    }

    /// <summary>Adds each, in order, unless an equal one is there.</summary>
    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Add(diagnostic);
        }
    }

    /// <summary>Changes each that is there so far.</summary>
    public void Amend(Func<Diagnostic, Diagnostic> change)
    {
        lock (_lock)
        {
            for (var i = 0; i < _items.Count; i++)
            {
                _items[i] = change(_items[i]);
            }
        }
    }

    /// <summary>Goes over those that were there when it began.</summary>
    public IEnumerator<Diagnostic> GetEnumerator() => ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>
    /// What Terraform is sent: a path ends before the first element of a set, which the wire cannot name; nothing steers a
    /// terminal; and a detail ends with the address of the page about it.
    /// </summary>
    /// <param name="addressOf">The page about a diagnostic; null: there is none.</param>
    internal IReadOnlyList<Diagnostic> ForWire(Func<Diagnostic, string?> addressOf) => ToList().ConvertAll(d => d with
    {
        Summary = TerminalText.Of(d.Summary),
        Path = d.Path?.BeforeSetElement(),
        Detail = TerminalText.Of(d.Detail) + (addressOf(d) is { } address ? $"\n\n{address}" : ""),
    });

    private List<Diagnostic> ToList()
    {
        lock (_lock)
        {
            return [.. _items];
        }
    }
}

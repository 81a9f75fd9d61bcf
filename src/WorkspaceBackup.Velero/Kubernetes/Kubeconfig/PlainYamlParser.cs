using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace WorkspaceBackup.Velero.Kubernetes.Kubeconfig;

/// <summary>
/// Lets through what a kubeconfig can be made of, and names the rest: the document is built by recursion and its keys are
/// compared by content, so that a few bytes of brackets or aliases in the wrong place would overflow the stack, which no
/// one can catch, or go on for ever. Ends with the first document, as kubectl does.
/// </summary>
internal sealed class PlainYamlParser(IParser inner) : IParser
{
    private const int DepthLimit = 64;

    // 500 clusters take 20,000.
    private const int EventLimit = 1_000_000;

    private static readonly HashSet<string> s_tags = new(StringComparer.Ordinal)
    {
        "tag:yaml.org,2002:str",
        "tag:yaml.org,2002:int",
        "tag:yaml.org,2002:float",
        "tag:yaml.org,2002:bool",
        "tag:yaml.org,2002:null",
        "tag:yaml.org,2002:map",
        "tag:yaml.org,2002:seq",
        "tag:yaml.org,2002:merge",
        "!",
    };

    private readonly Stack<Collection> _open = new();
    private int _events;
    private bool _isOver;
    private ParsingEvent? _end;

    public ParsingEvent? Current => _end ?? inner.Current;

    /// <exception cref="UnusableYamlException">What comes next cannot be used; it says why.</exception>
    public bool MoveNext()
    {
        if (_end is not null)
        {
            return false;
        }

        if (_isOver)
        {
            _end = new StreamEnd(inner.Current!.Start, inner.Current.End);
            return true;
        }

        if (!inner.MoveNext())
        {
            return false;
        }

        Check(inner.Current!);
        return true;
    }

    private void Check(ParsingEvent found)
    {
        if (++_events > EventLimit)
        {
            throw new UnusableYamlException(found.Start, "has too many values");
        }

        if (found is MappingEnd or SequenceEnd)
        {
            _open.Pop();
            return;
        }

        _isOver = found is DocumentEnd;
        if (found is not (NodeEvent or AnchorAlias))
        {
            return;
        }

        bool isKey = _open.TryPeek(out Collection? around) && around.IsAtKey();
        if (isKey && found is not Scalar)
        {
            throw new UnusableYamlException(found.Start, "has a key that is not a text");
        }

        if (found is AnchorAlias alias && _open.Any(o => o.Anchor == alias.Value.Value))
        {
            throw new UnusableYamlException(found.Start, "has an alias of what it stands in");
        }

        if (found is not NodeEvent node)
        {
            return;
        }

        if (!node.Tag.IsEmpty && !(node.Tag.IsNonSpecific || s_tags.Contains(node.Tag.Value)))
        {
            throw new UnusableYamlException(found.Start, "has a tag other than !!str, !!int, !!bool and the like");
        }

        if (node is MappingStart or SequenceStart)
        {
            _open.Push(new Collection(node is MappingStart, node.Anchor.IsEmpty ? null : node.Anchor.Value));
            if (_open.Count > DepthLimit)
            {
                throw new UnusableYamlException(found.Start, "has too many levels");
            }
        }
    }

    private sealed class Collection(bool isMapping, string? anchor)
    {
        private bool _isAtValue = true;

        public string? Anchor => anchor;

        /// <summary>Of the node that comes now; each call is a node further.</summary>
        public bool IsAtKey() => isMapping && !(_isAtValue = !_isAtValue);
    }
}

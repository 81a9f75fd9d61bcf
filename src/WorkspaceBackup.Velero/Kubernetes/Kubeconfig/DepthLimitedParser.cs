using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace WorkspaceBackup.Velero.Kubernetes.Kubeconfig;

/// <summary>
/// Ends at a nesting no kubeconfig has: the document is built by recursion, and a file of opening brackets would
/// overflow the stack, which no one can catch.
/// </summary>
internal sealed class DepthLimitedParser(IParser inner) : IParser
{
    private const int Limit = 64;
    private int _depth;

    public ParsingEvent? Current => inner.Current;

    public bool MoveNext()
    {
        bool moved = inner.MoveNext();
        _depth += moved ? inner.Current!.NestingIncrease : 0;
        return _depth <= Limit ? moved : throw new YamlException(inner.Current!.Start, inner.Current.End, "too deep");
    }
}

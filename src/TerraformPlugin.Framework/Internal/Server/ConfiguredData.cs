namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>
/// What the provider was configured to, and who uses it: it is disposed when another configuration has taken its place
/// and the last call that was given it is over.
/// </summary>
internal sealed class ConfiguredData(object? content)
{
    private readonly Lock _lock = new();
    private int _users;
    private bool _retired;

    public object? Content => content;

    /// <summary>Another call uses it, until <see cref="Release"/>; false when it is retired already.</summary>
    public bool TryUse()
    {
        lock (_lock)
        {
            if (!_retired)
            {
                _users++;
            }

            return !_retired;
        }
    }

    public void Release()
    {
        lock (_lock)
        {
            if (--_users > 0 || !_retired)
            {
                return;
            }
        }

        Dispose();
    }

    /// <summary>No further call is given it.</summary>
    public void Retire()
    {
        lock (_lock)
        {
            if (_retired)
            {
                return;
            }

            _retired = true;
            if (_users > 0)
            {
                return;
            }
        }

        Dispose();
    }

    private void Dispose() => (content as IDisposable)?.Dispose();
}

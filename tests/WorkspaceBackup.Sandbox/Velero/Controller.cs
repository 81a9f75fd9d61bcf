using VeleroSandbox.Storage;

namespace VeleroSandbox.Velero;

/// <summary>One of Velero's controllers: brings an object to where it should be. Runs under the clock's gate.</summary>
internal abstract class Controller(VeleroServer server)
{
    /// <summary>The plural it watches.</summary>
    public abstract string Resource { get; }

    protected VeleroServer Server => server;

    public abstract void Reconcile(StoredObject item);
}

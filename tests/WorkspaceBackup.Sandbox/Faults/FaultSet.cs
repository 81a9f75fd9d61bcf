using VeleroSandbox.Api;

namespace VeleroSandbox.Faults;

/// <summary>The faults of one cluster. The first that meets a request is the one that happens.</summary>
public sealed class FaultSet
{
    private readonly List<Scripted> _faults = [];

    internal FaultSet()
    {
    }

    /// <summary>Told when faults of the connection begin and end.</summary>
    internal Action? Changed { get; set; }

    /// <summary>How often faults have happened since the cluster was started.</summary>
    public int Happened { get; private set; }

    /// <summary>Whether a fault of this kind is in force for connections.</summary>
    internal bool IsOn(FaultKind kind)
    {
        lock (_faults)
        {
            return _faults.Exists(scripted => scripted.Fault.Kind == kind && scripted.Begun);
        }
    }

    public void Add(Fault fault)
    {
        lock (_faults)
        {
            _faults.Add(new Scripted(fault) { Begun = !fault.Conditional && fault.SkipFirst == 0 });
        }

        Changed?.Invoke();
    }

    /// <summary>Removes all: the cluster is well again.</summary>
    public void Clear()
    {
        lock (_faults)
        {
            _faults.Clear();
        }

        Changed?.Invoke();
    }

    internal Fault? Take(RequestLine line)
    {
        Fault? taken = null;
        lock (_faults)
        {
            foreach (var scripted in _faults)
            {
                if (!scripted.Fault.Meets(line) || scripted.Seen++ < scripted.Fault.SkipFirst
                    || scripted.Taken >= scripted.Fault.Count)
                {
                    continue;
                }

                scripted.Taken++;
                scripted.Begun = true;
                Happened++;
                taken = scripted.Fault;
                break;
            }
        }

        if (taken is { Kind: FaultKind.Refused or FaultKind.TlsFailure })
        {
            Changed?.Invoke();
        }

        return taken;
    }

    private sealed class Scripted(Fault fault)
    {
        public Fault Fault => fault;

        public int Seen { get; set; }

        public int Taken { get; set; }

        public bool Begun { get; set; }
    }
}

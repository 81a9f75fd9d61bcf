using System.Diagnostics.CodeAnalysis;

namespace WorkspaceBackup.Velero.Faults;

/// <summary>Either a value or the fault that stood in its way.</summary>
public readonly struct Outcome<T>
{
    private readonly T? _value;

    private Outcome(T? value, Fault? fault)
    {
        _value = value;
        Fault = fault;
    }

    public Fault? Fault { get; }

    [MemberNotNullWhen(false, nameof(Fault))]
    public bool Succeeded => Fault is null;

    /// <exception cref="InvalidOperationException">It failed.</exception>
    public T Value => Fault is null
        ? _value!
        : throw new InvalidOperationException($"no value: {Fault.Kind} on {Fault.Cluster}");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Fault fault) => new(default, fault);

    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Fault? fault)
    {
        value = _value;
        fault = Fault;
        return fault is null;
    }
}

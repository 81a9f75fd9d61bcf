namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>
/// The state store RPCs. A provider of this framework has no state stores: each answers with one error.
/// </summary>
internal sealed partial class ProviderServer
{
    public static IReadOnlyList<Diagnostic> ValidateStateStoreConfig(string typeName) => NoStateStore(typeName);

    public static IReadOnlyList<Diagnostic> ConfigureStateStore(string typeName) => NoStateStore(typeName);

    public static IReadOnlyList<Diagnostic> ReadStateBytes(string typeName) => NoStateStore(typeName);

    public static IReadOnlyList<Diagnostic> WriteStateBytes(string typeName) => NoStateStore(typeName);

    public static IReadOnlyList<Diagnostic> LockState(string typeName) => NoStateStore(typeName);

    public static IReadOnlyList<Diagnostic> UnlockState(string typeName) => NoStateStore(typeName);

    public static IReadOnlyList<Diagnostic> GetStates(string typeName) => NoStateStore(typeName);

    public static IReadOnlyList<Diagnostic> DeleteState(string typeName) => NoStateStore(typeName);

    private static IReadOnlyList<Diagnostic> NoStateStore(string typeName) =>
    [
        new(Severity.Error, "State Store Not Supported",
            $"This provider has no state store \"{typeName}\", nor any other. Remove it from the configuration."),
    ];
}

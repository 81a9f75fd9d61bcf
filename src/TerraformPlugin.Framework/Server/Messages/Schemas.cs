using System.Collections.ObjectModel;

namespace TerraformPlugin.Framework.Server;

internal static class Schemas
{
    public static IReadOnlyDictionary<string, Schema> None { get; } = ReadOnlyDictionary<string, Schema>.Empty;

    public static IReadOnlyDictionary<string, Function> NoFunctions { get; } =
        ReadOnlyDictionary<string, Function>.Empty;
}

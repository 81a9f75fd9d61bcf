using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>Velero's node agent.</summary>
internal sealed record NodeAgentModel : IModel<NodeAgentModel>
{
    private static readonly SchemaAttribute<long> s_desired = Shown.As(
        "desired", Codec.Int64, "Nodes it should run on.");

    private static readonly SchemaAttribute<long> s_ready = Shown.As(
        "ready", Codec.Int64, "Nodes it runs on.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [s_desired, s_ready];

    public required Value<long> Desired { get; init; }

    public required Value<long> Ready { get; init; }

    public static NodeAgentModel From(NodeAgent agent) => new()
    {
        Desired = agent.Desired,
        Ready = agent.Ready,
    };

    public static NodeAgentModel Read(ModelReader reader) => new()
    {
        Desired = reader.Get(s_desired),
        Ready = reader.Get(s_ready),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(s_desired, Desired);
        writer.Set(s_ready, Ready);
    }
}

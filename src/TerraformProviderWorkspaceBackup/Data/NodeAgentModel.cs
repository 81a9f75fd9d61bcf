using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>Velero's node agent.</summary>
internal sealed record NodeAgentModel(TerraformValue Object) : Model<NodeAgentModel>(Object), IModel<NodeAgentModel>
{
    public static readonly SchemaAttribute<long> Desired = Shown.As(
        "desired", Codec.Int64, "How many nodes it should run on.");

    public static readonly SchemaAttribute<long> Ready = Shown.As(
        "ready", Codec.Int64, "How many nodes it runs on.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Desired, Ready];

    public static NodeAgentModel Of(TerraformValue value) => new(value);

    public static NodeAgentModel From(NodeAgent agent) => Empty
        .With(Desired, agent.Desired)
        .With(Ready, agent.Ready);
}

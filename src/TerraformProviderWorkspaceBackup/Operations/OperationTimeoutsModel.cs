using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>How long a backup or restore is waited for, and its deletion.</summary>
internal sealed record OperationTimeoutsModel(TerraformValue Object)
    : Model<OperationTimeoutsModel>(Object), IModel<OperationTimeoutsModel>
{
    public static readonly TimeSpan DefaultCreate = TimeSpan.FromHours(4);

    public static readonly TimeSpan DefaultDelete = TimeSpan.FromMinutes(30);

    public static readonly SchemaAttribute<string> CreateAttribute = new("create", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "How long to wait for Velero. Over all clusters. Default: `4h`.",
        Validators = [Rules.PositiveDuration],
    };

    public static readonly SchemaAttribute<string> DeleteAttribute = new("delete", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "How long a delete may take. Over all clusters. Default: `30m`.",
        Validators = [Rules.PositiveDuration],
    };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [CreateAttribute, DeleteAttribute];

    public static OperationTimeoutsModel Of(TerraformValue value) => new(value);

    public static TimeSpan CreateOf(Value<OperationTimeoutsModel> timeouts) =>
        timeouts.TryGetKnown(out var model) ? TimeLimit.Of(model.Get(CreateAttribute), DefaultCreate) : DefaultCreate;

    public static TimeSpan DeleteOf(Value<OperationTimeoutsModel> timeouts) =>
        timeouts.TryGetKnown(out var model) ? TimeLimit.Of(model.Get(DeleteAttribute), DefaultDelete) : DefaultDelete;
}

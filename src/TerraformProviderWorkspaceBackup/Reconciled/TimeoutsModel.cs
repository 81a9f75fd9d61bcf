using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;

namespace TerraformProviderWorkspaceBackup.Reconciled;

/// <summary>How long each operation may take.</summary>
internal sealed record TimeoutsModel(TerraformValue Object) : Model<TimeoutsModel>(Object), IModel<TimeoutsModel>
{
    private static readonly TimeSpan s_default = TimeSpan.FromMinutes(2);

    public static readonly SchemaAttribute<string> Create = Limit("create", "a create");

    public static readonly SchemaAttribute<string> Update = Limit("update", "an update");

    public static readonly SchemaAttribute<string> Delete = Limit("delete", "a delete");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Create, Update, Delete];

    public static TimeoutsModel Of(TerraformValue value) => new(value);

    /// <summary>The limit that is set, else the default of two minutes.</summary>
    public static TimeSpan LimitOf(Value<TimeoutsModel> timeouts, SchemaAttribute<string> operation) =>
        timeouts.TryGetKnown(out var model) ? TimeLimit.Of(model.Get(operation), s_default) : s_default;

    private static SchemaAttribute<string> Limit(string name, string what) => new(name, Codec.String)
    {
        Presence = Presence.Optional,
        Description = $"How long {what} may take. Over all clusters. Default: `2m`.",
        Validators = [Rules.PositiveDuration],
    };
}

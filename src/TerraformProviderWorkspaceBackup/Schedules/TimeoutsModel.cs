using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Durations;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary>How long each operation may take.</summary>
internal sealed record TimeoutsModel(TerraformValue Object) : Model<TimeoutsModel>(Object), IModel<TimeoutsModel>
{
    public static readonly SchemaAttribute<string> Create = Limit("create", "a create");

    public static readonly SchemaAttribute<string> Update = Limit("update", "an update");

    public static readonly SchemaAttribute<string> Delete = Limit("delete", "a delete");

    // A timer takes no more, and nobody waits longer.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(49);

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Create, Update, Delete];

    public static TimeoutsModel Of(TerraformValue value) => new(value);

    /// <summary>The limit that is set, else the default of two minutes.</summary>
    public static TimeSpan LimitOf(Value<TimeoutsModel> timeouts, SchemaAttribute<string> operation) =>
        timeouts.TryGetKnown(out var model) && model.Get(operation).TryGetKnown(out var text)
        && GoDuration.TryParseWithDays(text, out var limit, out _)
            ? limit.ToTimeSpan() < s_longest ? limit.ToTimeSpan() : s_longest
            : TimeSpan.FromMinutes(2);

    private static SchemaAttribute<string> Limit(string name, string what) => new(name, Codec.String)
    {
        Presence = Presence.Optional,
        Description = $"How long {what} may take, over all clusters. Default: `2m`.",
        Validators = [Rules.PositiveDuration],
    };
}

using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Durations;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary>How long each operation may take.</summary>
internal sealed record TimeoutsModel : IModel<TimeoutsModel>
{
    public static readonly SchemaAttribute<string> CreateAttribute = Limit("create", "a create");

    public static readonly SchemaAttribute<string> UpdateAttribute = Limit("update", "an update");

    public static readonly SchemaAttribute<string> DeleteAttribute = Limit("delete", "a delete");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [CreateAttribute, UpdateAttribute, DeleteAttribute];

    public required Value<string> Create { get; init; }

    public required Value<string> Update { get; init; }

    public required Value<string> Delete { get; init; }

    public static TimeoutsModel Read(ModelReader reader) => new()
    {
        Create = reader.Get(CreateAttribute),
        Update = reader.Get(UpdateAttribute),
        Delete = reader.Get(DeleteAttribute),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(CreateAttribute, Create);
        writer.Set(UpdateAttribute, Update);
        writer.Set(DeleteAttribute, Delete);
    }

    /// <summary>The limit that is set, else the default of two minutes.</summary>
    public static TimeSpan Of(Value<TimeoutsModel> timeouts, Func<TimeoutsModel, Value<string>> operation) =>
        timeouts.TryGetKnown(out var model) && operation(model).OrNull() is { } text
        && GoDuration.TryParseWithDays(text, out var limit, out _)
            ? limit.ToTimeSpan()
            : TimeSpan.FromMinutes(2);

    private static SchemaAttribute<string> Limit(string name, string what) => new(name, Codec.String)
    {
        Presence = Presence.Optional,
        Description = $"How long {what} may take, over all clusters. Default: `2m`.",
        Validators = [Rules.PositiveDuration],
    };
}

using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Durations;

namespace TerraformProviderWorkspaceBackup.Runs;

/// <summary>How long a backup or restore is waited for, and its deletion.</summary>
internal sealed record RunTimeoutsModel : IModel<RunTimeoutsModel>
{
    public static readonly TimeSpan DefaultCreate = TimeSpan.FromHours(4);

    public static readonly TimeSpan DefaultDelete = TimeSpan.FromMinutes(30);

    public static readonly SchemaAttribute<string> CreateAttribute = new("create", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "How long to wait until Velero is through on all clusters. Default: `4h`.",
        Validators = [Rules.PositiveDuration],
    };

    public static readonly SchemaAttribute<string> DeleteAttribute = new("delete", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "How long a delete may take, over all clusters. Default: `30m`.",
        Validators = [Rules.PositiveDuration],
    };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [CreateAttribute, DeleteAttribute];

    public required Value<string> Create { get; init; }

    public required Value<string> Delete { get; init; }

    public static RunTimeoutsModel Read(ModelReader reader) => new()
    {
        Create = reader.Get(CreateAttribute),
        Delete = reader.Get(DeleteAttribute),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(CreateAttribute, Create);
        writer.Set(DeleteAttribute, Delete);
    }

    public static TimeSpan CreateOf(Value<RunTimeoutsModel> timeouts) =>
        timeouts.TryGetKnown(out var model) ? Of(model.Create, DefaultCreate) : DefaultCreate;

    public static TimeSpan DeleteOf(Value<RunTimeoutsModel> timeouts) =>
        timeouts.TryGetKnown(out var model) ? Of(model.Delete, DefaultDelete) : DefaultDelete;

    /// <summary>At plan a limit may be unknown; nothing is waited for then.</summary>
    private static TimeSpan Of(Value<string> text, TimeSpan otherwise) =>
        text.TryGetKnown(out var given) && GoDuration.TryParseWithDays(given, out var limit, out _)
            ? limit.ToTimeSpan()
            : otherwise;
}

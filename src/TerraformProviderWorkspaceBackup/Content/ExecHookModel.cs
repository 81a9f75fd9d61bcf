using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>A command that a hook runs in a container (<c>exec</c>).</summary>
internal sealed record ExecHookModel : IModel<ExecHookModel>
{
    public static readonly SchemaAttribute<IReadOnlyList<string>> CommandAttribute =
        new("command", Codec.List(Codec.String))
        {
            Presence = Presence.Required,
            Description = "The command and its arguments.",
        };

    public static readonly SchemaAttribute<string> ContainerAttribute =
        new("container", Codec.String)
        {
            Presence = Presence.Optional,
            Description = "The container to run it in. Default: the pod's first.",
        };

    public static readonly SchemaAttribute<string> OnErrorAttribute =
        new("on_error", Codec.String)
        {
            Presence = Presence.Optional,
            Description = "`Fail` (Velero's default) or `Continue`: what a failing command does to the backup.",
            Validators = [Rules.OneOf("Continue", "Fail")],
        };

    public static readonly SchemaAttribute<string> TimeoutAttribute =
        new("timeout", Codec.String)
        {
            Presence = Presence.Optional,
            Description = "How long to wait for the command. Velero's default: `30s`.",
            Validators = [Rules.PositiveDuration],
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [CommandAttribute, ContainerAttribute, OnErrorAttribute, TimeoutAttribute];

    public required Value<IReadOnlyList<string>> Command { get; init; }

    public required Value<string> Container { get; init; }

    public required Value<string> OnError { get; init; }

    public required Value<string> Timeout { get; init; }

    public static ExecHookModel Read(ModelReader reader) => new()
    {
        Command = reader.Get(CommandAttribute),
        Container = reader.Get(ContainerAttribute),
        OnError = reader.Get(OnErrorAttribute),
        Timeout = reader.Get(TimeoutAttribute),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(CommandAttribute, Command);
        writer.Set(ContainerAttribute, Container);
        writer.Set(OnErrorAttribute, OnError);
        writer.Set(TimeoutAttribute, Timeout);
    }

    public static ExecHookModel From(ExecHook hook) => new()
    {
        Command = hook.Command,
        Container = Value.OfNullable(hook.Container),
        OnError = Value.OfNullable(hook.OnError),
        Timeout = Value.OfNullable(hook.Timeout),
    };

    public ExecHook ToHook() => new()
    {
        Command = Command.Known.ToValueList(),
        Container = Container.OrNull(),
        OnError = OnError.OrNull(),
        Timeout = Durations.Canonical(Timeout.OrNull()),
    };
}

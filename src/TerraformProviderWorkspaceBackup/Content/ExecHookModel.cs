using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>A command that a hook runs in a container (<c>exec</c>).</summary>
internal sealed record ExecHookModel(TerraformValue Object) : Model<ExecHookModel>(Object), IModel<ExecHookModel>
{
    public static readonly SchemaAttribute<IReadOnlyList<string>> Command =
        new("command", Codec.List(Codec.String))
        {
            Presence = Presence.Required,
            Description = "Command and arguments.",
        };

    public static readonly SchemaAttribute<string> Container =
        new("container", Codec.String)
        {
            Presence = Presence.Optional,
            Description = "The container. Default: the pod's first.",
        };

    public static readonly SchemaAttribute<string> OnError =
        new("on_error", Codec.String)
        {
            Presence = Presence.Optional,
            Description = "If it fails: `Fail` (default) or `Continue`. `Fail` makes it an error of the backup.",
            Validators = [Rules.OneOf("Continue", "Fail")],
        };

    public static readonly SchemaAttribute<string> Timeout =
        new("timeout", Codec.String)
        {
            Presence = Presence.Optional,
            Description = "How long it may take. Default: `30s`.",
            Validators = [Rules.VeleroDuration],
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [Command, Container, OnError, Timeout];

    public static ExecHookModel Of(TerraformValue value) => new(value);

    public static ExecHookModel From(ExecHook hook) => Empty
        .With(Command, hook.Command)
        .With(Container, Value.OfNullable(hook.Container))
        .With(OnError, Value.OfNullable(hook.OnError))
        .With(Timeout, Value.OfNullable(hook.Timeout));

    public ExecHook ToHook() => new()
    {
        Command = Get(Command).Known.ToValueList(),
        Container = Get(Container).OrNull(),
        OnError = Get(OnError).OrNull(),
        Timeout = Durations.Canonical(Get(Timeout).OrNull()),
    };
}

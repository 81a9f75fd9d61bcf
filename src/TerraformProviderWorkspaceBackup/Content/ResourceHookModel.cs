using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>Commands run in the pods it selects, before and after each is backed up.</summary>
internal sealed record ResourceHookModel(TerraformValue Object)
    : Model<ResourceHookModel>(Object), IModel<ResourceHookModel>
{
    public static readonly SchemaAttribute<string> Name =
        new("name", Codec.String)
        {
            Presence = Presence.Required,
            Description = "Its name in Velero's log.",
        };

    public static readonly SchemaAttribute<IReadOnlySet<string>> IncludedNamespaces =
        new("included_namespaces", Codec.Set(Codec.String))
        {
            Presence = Presence.Optional,
            Description = "Namespaces to run in. Default: all of the backup.",
        };

    public static readonly SchemaAttribute<IReadOnlySet<string>> ExcludedNamespaces =
        new("excluded_namespaces", Codec.Set(Codec.String))
        {
            Presence = Presence.Optional,
            Description = "Namespaces not to run in.",
        };

    public static readonly SchemaAttribute<IReadOnlySet<string>> IncludedResources =
        new("included_resources", Codec.Set(Codec.String))
        {
            Presence = Presence.Optional,
            Description = "Resources to run for. Velero runs hooks in pods only.",
        };

    public static readonly SchemaAttribute<IReadOnlySet<string>> ExcludedResources =
        new("excluded_resources", Codec.Set(Codec.String))
        {
            Presence = Presence.Optional,
            Description = "Resources not to run for.",
        };

    public static readonly SchemaAttribute<LabelSelectorModel> LabelSelector =
        new("label_selector", Codec.Object<LabelSelectorModel>())
        {
            Presence = Presence.Optional,
            Description = "The pods to run in. Default: all.",
        };

    public static readonly SchemaAttribute<IReadOnlyList<HookActionModel>> Pre =
        new("pre", Codec.List(Codec.Object<HookActionModel>()))
        {
            Presence = Presence.Optional,
            Description = "Steps before its backup. They run in order.",
        };

    public static readonly SchemaAttribute<IReadOnlyList<HookActionModel>> Post =
        new("post", Codec.List(Codec.Object<HookActionModel>()))
        {
            Presence = Presence.Optional,
            Description = "Steps after its backup. They run in order.",
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        Name, IncludedNamespaces, ExcludedNamespaces, IncludedResources, ExcludedResources, LabelSelector, Pre, Post,
    ];

    public static ResourceHookModel Of(TerraformValue value) => new(value);

    public static ResourceHookModel From(ResourceHook hook) => Empty
        .With(Name, hook.Name)
        .With(IncludedNamespaces, Sets.ToValue(hook.IncludedNamespaces))
        .With(ExcludedNamespaces, Sets.ToValue(hook.ExcludedNamespaces))
        .With(IncludedResources, Sets.ToValue(hook.IncludedResources))
        .With(ExcludedResources, Sets.ToValue(hook.ExcludedResources))
        .With(LabelSelector, Value.OfNullable(hook.LabelSelector).Map(LabelSelectorModel.From))
        .With(Pre, Actions(hook.Pre))
        .With(Post, Actions(hook.Post));

    public ResourceHook ToHook() => new()
    {
        Name = Get(Name).Known,
        IncludedNamespaces = Sets.ToSet(Get(IncludedNamespaces)),
        ExcludedNamespaces = Sets.ToSet(Get(ExcludedNamespaces)),
        IncludedResources = Sets.ToSet(Get(IncludedResources)),
        ExcludedResources = Sets.ToSet(Get(ExcludedResources)),
        LabelSelector = Get(LabelSelector).OrNull()?.ToSelector(),
        Pre = Hooks(Get(Pre)),
        Post = Hooks(Get(Post)),
    };

    private static Value<IReadOnlyList<HookActionModel>> Actions(IReadOnlyList<ExecHook> hooks) =>
        hooks.Count == 0
            ? Value<IReadOnlyList<HookActionModel>>.Null
            : hooks.Select(HookActionModel.From).ToList();

    private static ValueList<ExecHook> Hooks(Value<IReadOnlyList<HookActionModel>> actions) =>
        (actions.OrNull() ?? []).Select(static action => action.ToHook()).ToValueList();
}

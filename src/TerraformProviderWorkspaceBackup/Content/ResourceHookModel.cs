using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>Commands run in the pods it selects, before and after each is backed up.</summary>
internal sealed record ResourceHookModel : IModel<ResourceHookModel>
{
    public static readonly SchemaAttribute<string> NameAttribute =
        new("name", Codec.String)
        {
            Presence = Presence.Required,
            Description = "A name for messages.",
        };

    public static readonly SchemaAttribute<IReadOnlySet<string>> IncludedNamespacesAttribute =
        new("included_namespaces", Codec.Set(Codec.String))
        {
            Presence = Presence.Optional,
            Description = "The namespaces it applies to. Default: all of the backup.",
        };

    public static readonly SchemaAttribute<IReadOnlySet<string>> ExcludedNamespacesAttribute =
        new("excluded_namespaces", Codec.Set(Codec.String))
        {
            Presence = Presence.Optional,
            Description = "Namespaces it does not apply to.",
        };

    public static readonly SchemaAttribute<IReadOnlySet<string>> IncludedResourcesAttribute =
        new("included_resources", Codec.Set(Codec.String))
        {
            Presence = Presence.Optional,
            Description = "The resources it applies to; Velero runs hooks in pods only.",
        };

    public static readonly SchemaAttribute<IReadOnlySet<string>> ExcludedResourcesAttribute =
        new("excluded_resources", Codec.Set(Codec.String))
        {
            Presence = Presence.Optional,
            Description = "Resources it does not apply to.",
        };

    public static readonly SchemaAttribute<LabelSelectorModel> LabelSelectorAttribute =
        new("label_selector", Codec.Object<LabelSelectorModel>())
        {
            Presence = Presence.Optional,
            Description = "The labels of the pods it applies to. Default: any.",
        };

    public static readonly SchemaAttribute<IReadOnlyList<HookActionModel>> PreAttribute =
        new("pre", Codec.List(Codec.Object<HookActionModel>()))
        {
            Presence = Presence.Optional,
            Description = "Run before the pod is backed up, in this order.",
        };

    public static readonly SchemaAttribute<IReadOnlyList<HookActionModel>> PostAttribute =
        new("post", Codec.List(Codec.Object<HookActionModel>()))
        {
            Presence = Presence.Optional,
            Description = "Run after the pod is backed up, in this order.",
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [NameAttribute, IncludedNamespacesAttribute, ExcludedNamespacesAttribute, IncludedResourcesAttribute, ExcludedResourcesAttribute, LabelSelectorAttribute, PreAttribute, PostAttribute];

    public required Value<string> Name { get; init; }

    public required Value<IReadOnlySet<string>> IncludedNamespaces { get; init; }

    public required Value<IReadOnlySet<string>> ExcludedNamespaces { get; init; }

    public required Value<IReadOnlySet<string>> IncludedResources { get; init; }

    public required Value<IReadOnlySet<string>> ExcludedResources { get; init; }

    public required Value<LabelSelectorModel> LabelSelector { get; init; }

    public required Value<IReadOnlyList<HookActionModel>> Pre { get; init; }

    public required Value<IReadOnlyList<HookActionModel>> Post { get; init; }

    public static ResourceHookModel Read(ModelReader reader) => new()
    {
        Name = reader.Get(NameAttribute),
        IncludedNamespaces = reader.Get(IncludedNamespacesAttribute),
        ExcludedNamespaces = reader.Get(ExcludedNamespacesAttribute),
        IncludedResources = reader.Get(IncludedResourcesAttribute),
        ExcludedResources = reader.Get(ExcludedResourcesAttribute),
        LabelSelector = reader.Get(LabelSelectorAttribute),
        Pre = reader.Get(PreAttribute),
        Post = reader.Get(PostAttribute),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(NameAttribute, Name);
        writer.Set(IncludedNamespacesAttribute, IncludedNamespaces);
        writer.Set(ExcludedNamespacesAttribute, ExcludedNamespaces);
        writer.Set(IncludedResourcesAttribute, IncludedResources);
        writer.Set(ExcludedResourcesAttribute, ExcludedResources);
        writer.Set(LabelSelectorAttribute, LabelSelector);
        writer.Set(PreAttribute, Pre);
        writer.Set(PostAttribute, Post);
    }

    public static ResourceHookModel From(ResourceHook hook) => new()
    {
        Name = hook.Name,
        IncludedNamespaces = Sets.ToValue(hook.IncludedNamespaces),
        ExcludedNamespaces = Sets.ToValue(hook.ExcludedNamespaces),
        IncludedResources = Sets.ToValue(hook.IncludedResources),
        ExcludedResources = Sets.ToValue(hook.ExcludedResources),
        LabelSelector = Value.OfNullable(hook.LabelSelector).Map(LabelSelectorModel.From),
        Pre = Actions(hook.Pre),
        Post = Actions(hook.Post),
    };

    public ResourceHook ToHook() => new()
    {
        Name = Name.Known,
        IncludedNamespaces = Sets.ToSet(IncludedNamespaces),
        ExcludedNamespaces = Sets.ToSet(ExcludedNamespaces),
        IncludedResources = Sets.ToSet(IncludedResources),
        ExcludedResources = Sets.ToSet(ExcludedResources),
        LabelSelector = LabelSelector.OrNull()?.ToSelector(),
        Pre = Hooks(Pre),
        Post = Hooks(Post),
    };

    private static Value<IReadOnlyList<HookActionModel>> Actions(IReadOnlyList<ExecHook> hooks) =>
        hooks.Count == 0
            ? Value<IReadOnlyList<HookActionModel>>.Null
            : hooks.Select(static hook => new HookActionModel { Exec = ExecHookModel.From(hook) }).ToList();

    private static ValueList<ExecHook> Hooks(Value<IReadOnlyList<HookActionModel>> actions) =>
        (actions.OrNull() ?? []).Select(static action => action.Exec.Known.ToHook()).ToValueList();
}

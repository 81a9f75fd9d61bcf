using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Reconciled;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary>What a configured schedule means in this workspace: what is declared, and on which clusters.</summary>
/// <param name="Targets">The names of the clusters; those with an unknown connection too. Null: not known yet.</param>
/// <param name="Declaration">Null: something that it is made of is not known yet.</param>
/// <param name="Crons">By cluster; values are unknown while what they are made of is.</param>
internal sealed record ScheduleScope(StringSet? Targets, ScheduleDeclaration? Declaration, TerraformValue Crons)
    : ReconciledScope<ScheduleDeclaration>(Targets, Declaration)
{
    /// <summary>Chooses the namespaces on each cluster; null: they are named.</summary>
    public LabelSelector? Selector { get; init; }

    /// <summary>Adds an error for everything that contradicts the provider's configuration.</summary>
    public static ScheduleScope Of(ScheduleModel model, ConfiguredWorkspace workspace, Diagnostics diagnostics)
    {
        Workspace.Targets.CheckNamespaces(
            model.Get(ContentAttributes.Namespaces), workspace, ContentAttributes.Namespaces, diagnostics,
            !model.Raw(NamespaceSelector.Argument).IsNull);
        var targets = Workspace.Targets.Of(
            model.Get(ScheduleModel.Clusters), workspace, ScheduleModel.Clusters, diagnostics);
        var schedule = model.Get(ScheduleModel.Schedule);
        var timeZone = model.Get(ScheduleModel.TimeZone);
        var stagger = model.Get(ScheduleModel.Stagger);

        // Values that were unknown at validation are checked where they turn out.
        var isRight = schedule.IsKnown && !timeZone.IsUnknown && !stagger.IsUnknown
            && CronRules.Check(schedule.Known, timeZone.OrNull(), stagger.OrNull(), diagnostics);
        var crons = CronsOf(model, targets, isRight);
        var selector = SelectorOf(model, workspace);
        return new(targets, targets is null || !isRight ? null : DeclarationOf(model, workspace, targets, selector), crons)
        {
            Selector = selector.TryGetKnown(out var chosen) ? chosen : null,
        };
    }

    private static TerraformValue CronsOf(ScheduleModel model, StringSet? targets, bool isRight)
    {
        if (targets is null)
        {
            return TerraformValue.Unknown(ScheduleModel.Crons.Type);
        }

        var crons = isRight && model.Get(ScheduleModel.Prefix).TryGetKnown(out var prefix)
            ? ScheduleCrons.Of(
                prefix,
                model.Get(ScheduleModel.Schedule).Known,
                model.Get(ScheduleModel.TimeZone).OrNull(),
                model.Get(ScheduleModel.Stagger).OrNull(),
                targets)
            : null;
        return TerraformValue.Map(TerraformType.String, targets.Select(cluster => KeyValuePair.Create(
            cluster,
            crons is null ? TerraformValue.Unknown(TerraformType.String) : TerraformValue.String(crons[cluster]))));
    }

    /// <summary>What chooses the namespaces; null: they are named.</summary>
    public static Value<LabelSelector> SelectorOf(ScheduleModel model, ConfiguredWorkspace workspace) =>
        Workspace.Targets.SelectorOf(model.Raw(ContentAttributes.Namespaces), model.Raw(NamespaceSelector.Argument), workspace);

    private static ScheduleDeclaration? DeclarationOf(
        ScheduleModel model, ConfiguredWorkspace workspace, StringSet targets, Value<LabelSelector> selector)
    {
        var content = new ModelReader(model.Object);
        var usesWorkspaceNamespaces = model.Raw(ContentAttributes.Namespaces).IsNull && selector.IsNull;
        var labels = model.Get(ScheduleModel.Labels);
        if (!workspace.Name.TryGetKnown(out var name) || !model.Get(ScheduleModel.Prefix).TryGetKnown(out var prefix)
            || !model.Get(ScheduleModel.Paused).TryGetKnown(out var paused)
            || !model.Get(ScheduleModel.SkipImmediately).TryGetKnown(out var skips)
            || !model.Raw(ScheduleModel.Labels).IsWhollyKnown || !model.Raw(ScheduleModel.IgnoreDrift).IsWhollyKnown
            || ContentAttributes.FirstUnknown(content) is not null
            || selector.IsUnknown || (usesWorkspaceNamespaces && !workspace.Namespaces.IsKnown))
        {
            return null;
        }

        return new()
        {
            Workspace = name,
            Prefix = prefix,
            Schedule = model.Get(ScheduleModel.Schedule).Known,
            TimeZone = model.Get(ScheduleModel.TimeZone).OrNull(),
            Stagger = model.Get(ScheduleModel.Stagger).OrNull(),
            Paused = paused,
            SkipImmediately = skips,
            Labels = labels.IsNull ? StringMap.Empty : new StringMap(labels.Known),
            Content = ContentAttributes.Declared(content, usesWorkspaceNamespaces ? workspace.Namespaces.Known : null),
            Configured = ContentAttributes.Configured(content),
            LeftToOthers = Sets.ToSet(model.Get(ScheduleModel.IgnoreDrift)) ?? StringSet.Empty,
            Matches = selector.IsNull ? null : new Dictionary<string, StringSet>(),
            Clusters = targets,
        };
    }
}

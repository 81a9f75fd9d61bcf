using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Reporting;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Writing;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary>Which argument sets which field of a Schedule.</summary>
internal static class SchedulePaths
{
    public static AttributePaths Paths { get; } = new(Build());

    /// <summary>The Schedule's field that an entry of <c>settings</c> shows.</summary>
    public static string FieldOf(string setting) => setting switch
    {
        ScheduleElement.OwnerReferencesSetting => "spec.useOwnerReferencesInBackup",
        ScheduleElement.RunScheduleSetting or ScheduleElement.ContentDigestSetting => "metadata.annotations",
        _ => ContentAttributes.All.FirstOrDefault(attribute => attribute.Field.Attribute == setting) is { } attribute
            ? $"spec.template.{attribute.Field.JsonPath}"
            : "",
    };

    private static Dictionary<string, SchemaAttribute> Build()
    {
        var paths = new Dictionary<string, SchemaAttribute>(StringComparer.Ordinal)
        {
            ["metadata.name"] = ScheduleModel.Prefix,
            ["metadata.labels"] = ScheduleModel.Labels,
            ["spec.template.metadata.labels"] = ScheduleModel.Labels,
            ["spec.schedule"] = ScheduleModel.Schedule,
            [SelectedNamespaces.Field] = NamespaceSelector.Argument,
            ["spec.paused"] = ScheduleModel.Paused,
            ["spec.skipImmediately"] = ScheduleModel.SkipImmediately,
        };
        foreach (var attribute in ContentAttributes.All)
        {
            paths[$"spec.template.{attribute.Field.JsonPath}"] = attribute.Argument;
        }

        return paths;
    }
}

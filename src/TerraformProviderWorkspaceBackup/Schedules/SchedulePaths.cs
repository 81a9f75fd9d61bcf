using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Reporting;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary>Which argument sets which field of a Schedule.</summary>
internal static class SchedulePaths
{
    public static AttributePaths Paths { get; } = new(Build());

    private static Dictionary<string, SchemaAttribute> Build()
    {
        var paths = new Dictionary<string, SchemaAttribute>(StringComparer.Ordinal)
        {
            ["metadata.name"] = ScheduleModel.PrefixAttribute,
            ["metadata.labels"] = ScheduleModel.LabelsAttribute,
            ["spec.template.metadata.labels"] = ScheduleModel.LabelsAttribute,
            ["spec.schedule"] = ScheduleModel.ScheduleAttribute,
            ["spec.paused"] = ScheduleModel.PausedAttribute,
            ["spec.skipImmediately"] = ScheduleModel.SkipImmediatelyAttribute,
        };
        foreach (var attribute in ContentAttributes.All)
        {
            paths[$"spec.template.{attribute.Field.JsonPath}"] = attribute.Argument;
        }

        return paths;
    }
}

using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Reporting;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Verdicts;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>What never gives a restore of use, whatever backup it is of.</summary>
internal sealed class RestoreRules : IConfigValidator
{
    public static VerdictDiagnostics Verdicts { get; } = new(RestoreFields.All
        .Select(static field => KeyValuePair.Create(field.JsonPath, field.Attribute))
        .Append(KeyValuePair.Create("includedNamespaces", "namespaces"))
        .ToDictionary(StringComparer.Ordinal));

    public void Validate(ModelReader config, Diagnostics diagnostics)
    {
        var namespaces = config.Raw(RestoreModel.NamespacesAttribute) is { IsWhollyKnown: true }
            ? config.Get(RestoreModel.NamespacesAttribute).OrNull()
            : null;
        Verdicts.Add(
            RestoreVerdicts.Of(
                RestoreArguments.SpecOf(KnownOf(config)), namespaces is null ? null : StringSet.From(namespaces),
                ClusterKnowledge.Nothing),
            diagnostics);
    }

    /// <summary>What is known; the rest is taken as not given.</summary>
    private static RestoreModel KnownOf(ModelReader config) => RestoreArguments.Attributes.Aggregate(
        RestoreModel.Of(config.Value),
        static (model, attribute) => model.Raw(attribute).IsWhollyKnown
            ? model
            : model.WithRaw(attribute, TerraformValue.Null(attribute.Type)));
}

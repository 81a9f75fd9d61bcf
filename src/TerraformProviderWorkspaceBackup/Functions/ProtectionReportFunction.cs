using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Functions.Report;

namespace TerraformProviderWorkspaceBackup.Functions;

/// <summary><c>protection_report(protection)</c>.</summary>
internal sealed class ProtectionReportFunction() : Function<string>(Codec.String)
{
    private static readonly FunctionParameter<TerraformValue> Protection = new("protection", Codec.Raw(TerraformType.Dynamic))
    {
        Description = "A `data.workspace_protection`, or what was stored of one. What it lacks is shown as unknown.",
    };

    public override IReadOnlyList<FunctionParameter> Parameters => [Protection];

    public override string Summary => "A page that shows what is protected";

    public override string Description =>
        "One HTML page of a `data.workspace_protection`, for an artifact in CI: clusters and namespaces by state and age, the starts of 24 hours, "
        + "sizes and the findings. It has no scripts and loads nothing. Write it with `terraform output -raw`: in a `local_file` every plan would replace the file.";

    public override Value<string> Run(FunctionContext context)
    {
        var protection = new LooseValue(context.Get(Protection).Known);
        if (protection.IsObject)
        {
            return ReportPage.Of(protection);
        }

        context.Fail(Protection, "protection is not an object; give it a data.workspace_protection as a whole.");
        return Value<string>.Null;
    }
}

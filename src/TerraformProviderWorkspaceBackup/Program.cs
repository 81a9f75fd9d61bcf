using Microsoft.Extensions.Logging;
using TerraformPlugin.Hosting;
using TerraformProviderWorkspaceBackup;
using TerraformProviderWorkspaceBackup.Reporting;

return await PluginHost.RunAsync(
    new()
    {
        ProviderAddress = ProductInfo.Address,
        VersionText = $"terraform-provider-workspace {ProductInfo.Version}",
        HelpText = ProductInfo.HelpText,
        CreateProvider = static loggers => new WorkspaceProvider(
            ProductInfo.Version, TimeProvider.System, new LoggedProgress(loggers.CreateLogger("workspace"))),
    },
    args);

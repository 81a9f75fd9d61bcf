using TerraformPlugin.Hosting;
using TerraformProviderWorkspaceBackup;
using TerraformProviderWorkspaceBackup.Reporting;

return await PluginHost.RunAsync(
    new()
    {
        ProviderAddress = ProductInfo.Address,
        VersionText = $"terraform-provider-workspace {ProductInfo.Version}",
        HelpText = ProductInfo.HelpText,
        HideSystemRoots = true,
        CreateProvider = static loggers =>
        {
            var progress = new LoggedProgress(loggers.CreateLogger("workspace"));
            return new WorkspaceProvider(ProductInfo.Version, TimeProvider.System, progress, progress);
        },
    },
    args);

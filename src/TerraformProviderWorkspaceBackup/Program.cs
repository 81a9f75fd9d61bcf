using TerraformPlugin.Hosting;
using TerraformProviderWorkspaceBackup;

return await PluginHost.RunAsync(
    new()
    {
        ProviderAddress = ProductInfo.Address,
        VersionText = $"terraform-provider-workspace {ProductInfo.Version}",
        HelpText = ProductInfo.HelpText,
        CreateProvider = static _ => new WorkspaceProvider(ProductInfo.Version, TimeProvider.System),
    },
    args);

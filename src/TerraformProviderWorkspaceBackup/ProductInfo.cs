using System.Reflection;

namespace TerraformProviderWorkspaceBackup;

/// <summary>What the product says of itself.</summary>
internal static class ProductInfo
{
    /// <summary>What a configuration names; each tool puts its own registry before it.</summary>
    public const string Source = "workspace-backup/workspace";

    public const string Address = $"registry.terraform.io/{Source}";

    public const string IssuesUrl = "https://github.com/workspace-backup/terraform-provider-workspace/issues";

    /// <summary>The page with an anchor for the title of every message.</summary>
    public const string TroubleshootingUrl =
        "https://registry.terraform.io/providers/workspace-backup/workspace/latest/docs/guides/troubleshooting";

    /// <summary>The version the build was given.</summary>
    public static string Version { get; } =
        typeof(ProductInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static string HelpText =>
        $$"""
        terraform-provider-workspace {{Version}}

        This is a provider for Terraform and OpenTofu: they start it, it does nothing by itself. It backs up and
        restores workspaces (namespaces across Kubernetes clusters) through Velero.

        To use it, name it in a configuration and run terraform init, or tofu init:

          terraform {
            required_providers {
              workspace = {
                source = "{{Source}}"
              }
            }
          }

        To use this very file without a registry, copy it to

          ~/.terraform.d/plugins/REGISTRY/{{Source}}/{{Version}}/OS_ARCH/terraform-provider-workspace_v{{Version}}

        REGISTRY is registry.terraform.io for Terraform and registry.opentofu.org for OpenTofu; OS_ARCH is
        linux_amd64, darwin_arm64, ... Then run terraform init, or tofu init.

        terraform-provider-workspace version   prints the version
        terraform-provider-workspace --debug   serves until Ctrl-C and prints how it is found
        """;
}

namespace TerraformPlugin.Conformance;

/// <summary>A Terraform, by what it tells a provider that it can do.</summary>
public enum Cli
{
    /// <summary>Terraform 1.16: it keeps the private state of plans, and knows blocks that the provider sets.</summary>
    Newest,

    /// <summary>Terraform 1.11 to 1.15, and OpenTofu.</summary>
    Older,

    /// <summary>With <c>-allow-deferral</c>: what is not known yet may be put off.</summary>
    Deferring,
}

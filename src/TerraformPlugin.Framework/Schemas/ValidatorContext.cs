using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>What a validator sees besides its value.</summary>
public sealed class ValidatorContext
{
    /// <summary>Where the value is, for the diagnostics.</summary>
    public required AttributePath Path { get; init; }

    /// <summary>The whole configuration that the value is in; any of its values may be unknown.</summary>
    public required ModelReader Config { get; init; }

    /// <summary>What the Terraform at the other end can handle.</summary>
    public ClientCapabilities ClientCapabilities { get; init; } = new();

    /// <summary>Takes what is wrong.</summary>
    public Diagnostics Diagnostics { get; init; } = [];

    /// <summary>The context of a part of the value, as of an element.</summary>
    public ValidatorContext At(AttributePath path) => new()
    {
        Path = path,
        Config = Config,
        ClientCapabilities = ClientCapabilities,
        Diagnostics = Diagnostics,
    };
}

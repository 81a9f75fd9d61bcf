using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>An ephemeral resource; derive from <see cref="EphemeralResource{TModel}"/>.</summary>
public abstract class EphemeralResource
{
    private protected EphemeralResource()
    {
    }

    /// <summary>Built once; the object lives as long as the process.</summary>
    public abstract Schema Schema { get; }

    internal abstract Task<OpenedEphemeral> OpenAsync(
        ServerCall call, TerraformValue config, CancellationToken cancellationToken);
}

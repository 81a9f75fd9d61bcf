using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>An action; derive from <see cref="ProviderAction{TConfig}"/>.</summary>
public abstract class ProviderAction
{
    private protected ProviderAction()
    {
    }

    /// <summary>Built once; the object lives as long as the process.</summary>
    public abstract Schema Schema { get; }

    internal abstract Task InvokeAsync(
        ServerCall call, TerraformValue config, Action<string> progress, CancellationToken cancellationToken);
}

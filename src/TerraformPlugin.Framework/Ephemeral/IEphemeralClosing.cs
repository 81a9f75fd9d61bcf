namespace TerraformPlugin.Framework;

/// <summary>For an ephemeral resource that must be given up at the end of the run.</summary>
public interface IEphemeralClosing
{
    Task CloseAsync(EphemeralContext context, CancellationToken cancellationToken);
}

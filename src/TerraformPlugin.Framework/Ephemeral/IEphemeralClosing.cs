namespace TerraformPlugin.Framework;

/// <summary>For an ephemeral resource that must be given up at the end of the run.</summary>
public interface IEphemeralClosing
{
    /// <summary>Gives it up. Called once, also after a stop; errors are shown as warnings of the run's end.</summary>
    Task CloseAsync(EphemeralContext context, CancellationToken cancellationToken);
}

namespace TerraformPlugin.Hosting;

/// <summary>The process cannot serve, for a reason that whoever started it can change and the message names.</summary>
internal sealed class StartUpException(string message, Exception? cause = null) : Exception(message, cause);

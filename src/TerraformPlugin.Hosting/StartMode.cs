namespace TerraformPlugin.Hosting;

/// <summary>What a command line asks for.</summary>
internal enum StartMode { Serve, Debug, Version, Help, Unknown }

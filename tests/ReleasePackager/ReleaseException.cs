namespace ReleasePackager;

/// <summary>Why no release can be made of what was given.</summary>
internal sealed class ReleaseException(string message) : Exception(message);

namespace DocsGenerator;

/// <summary>A page cannot be written because something it is made from is not there.</summary>
internal sealed class MissingSourceException(string message) : Exception(message);

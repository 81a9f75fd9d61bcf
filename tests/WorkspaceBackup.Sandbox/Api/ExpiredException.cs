namespace VeleroSandbox.Api;

/// <summary>410: history is gone. Carries the token with which an inconsistent LIST may go on.</summary>
internal sealed class ExpiredException(string message, ContinueToken next) : Exception(message)
{
    public ContinueToken Next => next;
}

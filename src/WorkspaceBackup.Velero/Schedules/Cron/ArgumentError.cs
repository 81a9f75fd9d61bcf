namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>Why a function refuses to answer.</summary>
/// <param name="Argument">The argument to change, counted from 0.</param>
/// <param name="Message">What is wrong with it and what would be right, without a final stop.</param>
public sealed record ArgumentError(int Argument, string Message);

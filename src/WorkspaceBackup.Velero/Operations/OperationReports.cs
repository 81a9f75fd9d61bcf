namespace WorkspaceBackup.Velero.Operations;

/// <summary>Velero counts its items every second; nobody wants to read of each.</summary>
internal sealed class OperationReports(Action<OperationState> report, TimeProvider time)
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(10);

    private OperationState? _last;
    private long _at;

    public void See(OperationState state)
    {
        if (_last is not null && (_last.Phase, _last.QueuePosition) == (state.Phase, state.QueuePosition)
            && ((_last.Done, _last.Total) == (state.Done, state.Total) || time.GetElapsedTime(_at) < s_every))
        {
            return;
        }

        (_last, _at) = (state, time.GetTimestamp());
        report(state);
    }
}

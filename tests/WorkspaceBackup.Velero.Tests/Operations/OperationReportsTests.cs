using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Operations;

public sealed class OperationReportsTests
{
    private readonly FakeTime _time = new(TimeSpan.FromMinutes(1));
    private readonly List<OperationState> _told = [];

    [Fact]
    public void A_new_phase_is_told_at_once_and_items_every_ten_seconds_at_most()
    {
        var reports = new OperationReports(_told.Add, _time);

        reports.See(State("New", null));
        reports.See(State("InProgress", 1));
        reports.See(State("InProgress", 2));
        Pass(TimeSpan.FromSeconds(9.9));
        reports.See(State("InProgress", 3));
        Pass(TimeSpan.FromSeconds(0.1));
        reports.See(State("InProgress", 4));
        Assert.Equal(3, _told.Count);
        Pass(TimeSpan.FromSeconds(60));
        reports.See(State("InProgress", 4));
        reports.See(State("Completed", 4));

        Assert.Equal(
            [("New", null), ("InProgress", 1L), ("InProgress", 4L), ("Completed", 4L)],
            _told.Select(static state => (state.Phase, state.Done)));
    }

    private static OperationState State(string phase, long? done) =>
        new("eu", "Backup velero/b", phase, false, done, done is null ? null : 8)
        {
            LogCommand = "velero backup logs b",
        };

    private void Pass(TimeSpan time)
    {
        using var _ = _time.CreateTimer(static _ => { }, null, time, Timeout.InfiniteTimeSpan);
    }
}

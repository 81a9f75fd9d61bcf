using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Operations;

public sealed class StandstillTests
{
    private readonly FakeTime _time = new(TimeSpan.FromMinutes(5));
    private readonly List<OperationState> _said = [];
    private int _asked;

    [Fact]
    public async Task What_does_not_move_is_asked_about_after_two_minutes_and_every_two_minutes_from_then_on()
    {
        var standstill = New();
        await standstill.SeeAsync(State(position: 2), []);
        await AfterAsync(TimeSpan.FromSeconds(119), standstill, State(position: 2));
        Assert.Empty(_said);

        await AfterAsync(TimeSpan.FromSeconds(1), standstill, State(position: 2));
        await AfterAsync(TimeSpan.FromSeconds(60), standstill, State(position: 2));
        Assert.Equal("because 1", Assert.Single(_said).Note);

        await AfterAsync(TimeSpan.FromSeconds(60), standstill, State(position: 2));
        Assert.Equal(["because 1", "because 2"], _said.Select(state => state.Note));
    }

    [Theory]
    [InlineData("Queued", 1L, 0L)]
    [InlineData("InProgress", null, 0L)]
    [InlineData("Queued", 2L, 5L)]
    public async Task What_moves_is_not_asked_about(string phase, long? position, long done)
    {
        var standstill = New();
        await standstill.SeeAsync(State(position: 2), []);

        await AfterAsync(TimeSpan.FromMinutes(3), standstill, State(phase, position, done));

        Assert.Empty(_said);
    }

    private static OperationState State(string phase = "Queued", long? position = null, long done = 0) =>
        new("eu", "Backup velero/b", phase, false, done, 10) { QueuePosition = position, LogCommand = "velero backup logs b" };

    private Standstill New() => new(_time, _ => Task.FromResult($"because {++_asked}"), _said.Add);

    private async Task AfterAsync(TimeSpan span, Standstill standstill, OperationState state)
    {
        await Task.Delay(span, _time);
        await standstill.SeeAsync(state, new JsonObject());
    }
}

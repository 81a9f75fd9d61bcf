using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Schedules;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Tests.Schedules;

public sealed class ScheduleMemoryTests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        var memory = new ScheduleMemory { Token = "t" };
        memory.Known["eu"] = new KnownSchedule("daily-eu", "openshift-adp", "uid-eu", "object", ["team"]);
        memory.Known["us"] = new KnownSchedule("daily-us", "velero", "uid-us", null, []);
        memory.Health["eu"] = new("uid-eu", null);
        memory.Health["us"] = new("uid-us", FaultKind.TimedOut);
        memory.Health["ap"] = new(null, FaultKind.Unauthorized);
        var state = new PrivateState();

        memory.Write(state);
        var read = ScheduleMemory.Read(PrivateState.Decode(state.Encode()));

        Assert.Equal("t", read.Token);
        Assert.Equal(memory.Known, read.Known);
        Assert.Equal(memory.Health, read.Health);
    }

    [Fact]
    public void Nothing_written_is_an_empty_memory()
    {
        var read = ScheduleMemory.Read(new());

        Assert.Null(read.Token);
        Assert.Empty(read.Known);
        Assert.Empty(read.Health);
    }

    [Fact]
    public void Only_a_cluster_that_does_not_answer_is_unhealthy()
    {
        Assert.True(new RecordedHealth("u", null).IsOk);
        Assert.True(new RecordedHealth("u", FaultKind.ConnectionRefused).IsUnhealthy);
        Assert.False(new RecordedHealth("u", FaultKind.Unauthorized).IsUnhealthy);
        Assert.False(new RecordedHealth("u", FaultKind.Unauthorized).IsOk);
    }
}

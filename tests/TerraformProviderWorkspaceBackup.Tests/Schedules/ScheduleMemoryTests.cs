using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Schedules;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Reconciling;

namespace TerraformProviderWorkspaceBackup.Tests.Schedules;

public sealed class ScheduleMemoryTests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        var memory = new ScheduleMemory { Token = "t" };
        memory.Uids["eu"] = "object";
        memory.Health["eu"] = new("uid-eu", null);
        memory.Health["us"] = new("uid-us", FaultKind.TimedOut);
        memory.Health["ap"] = new(null, FaultKind.Unauthorized);
        memory.Versions["eu"] = "v1.18.2";
        var state = new PrivateState();

        memory.Write(state);
        var read = ScheduleMemory.Read(PrivateState.Decode(state.Encode()));

        Assert.Equal("t", read.Token);
        Assert.Equal(memory.Uids, read.Uids);
        Assert.Equal(memory.Health, read.Health);
        Assert.Equal(memory.Versions, read.Versions);
    }

    [Fact]
    public void The_uids_that_version_0_1_kept_are_read()
    {
        var state = new PrivateState();
        state.Set("schedule", """
            {"token":"t","known":{"eu":{"name":"daily-eu","velero_namespace":"velero","cluster_uid":"c","uid":"object","labels":["a"]},
             "us":{"name":"daily-us","velero_namespace":"velero","cluster_uid":"d","uid":null,"labels":[]}},
             "health":{"eu":{"uid":"c","fault":null}}}
            """u8.ToArray());

        var read = ScheduleMemory.Read(state);

        Assert.Equal("object", read.Uids["eu"]);
        Assert.False(read.Uids.ContainsKey("us"));
        Assert.True(read.Health["eu"].IsOk);
    }

    [Fact]
    public void Nothing_written_is_an_empty_memory()
    {
        var read = ScheduleMemory.Read(new());

        Assert.Null(read.Token);
        Assert.Empty(read.Uids);
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

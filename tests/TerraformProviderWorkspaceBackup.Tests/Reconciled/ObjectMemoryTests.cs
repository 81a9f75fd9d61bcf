using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Reconciled;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Reconciling;

namespace TerraformProviderWorkspaceBackup.Tests.Reconciled;

public sealed class ObjectMemoryTests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        var memory = new ObjectMemory { Token = "t" };
        memory.Uids["eu"] = "object";
        memory.Health["eu"] = new("uid-eu", null);
        memory.Health["us"] = new("uid-us", FaultKind.TimedOut);
        memory.Health["ap"] = new(null, FaultKind.Unauthorized);
        memory.Versions["eu"] = "v1.18.2";
        var state = new PrivateState();

        memory.Write(state);
        var read = Read(PrivateState.Decode(state.Encode()));

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

        var read = Read(state);

        Assert.Equal("object", read.Uids["eu"]);
        Assert.False(read.Uids.ContainsKey("us"));
        Assert.True(read.Health["eu"].IsOk);
    }

    [Fact]
    public void Nothing_written_is_an_empty_memory()
    {
        var read = Read(new());

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

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("""{"token":7}""")]
    [InlineData("""{"token":{}}""")]
    [InlineData("""{"foreign":"yes"}""")]
    [InlineData("""{"token":"a","token":"b"}""")]
    [InlineData("""{"uids":{"eu":null,"eu":7}}""")]
    [InlineData("""{"uids":{"eu":[]}}""")]
    [InlineData("""{"health":{"eu":null}}""")]
    [InlineData("""{"health":{"eu":[1]}}""")]
    [InlineData("""{"health":{"eu":{"fault":7}}}""")]
    [InlineData("""{"moved":{"name":1,"velero_namespace":[]}}""")]
    public void What_somebody_has_edited_is_an_error_that_says_what_to_do(string json)
    {
        var state = new PrivateState();
        state.Set("schedule", System.Text.Encoding.UTF8.GetBytes(json));
        var diagnostics = new Diagnostics();

        Assert.False(ObjectMemory.TryRead(state, diagnostics, out _));

        var error = Assert.Single(diagnostics);
        Assert.Equal("Unreadable Private State", error.Summary);
        Assert.Contains("state rm", error.Detail);
    }

    private static ObjectMemory Read(PrivateState state)
    {
        Assert.True(ObjectMemory.TryRead(state, new(), out var memory));
        return memory;
    }
}

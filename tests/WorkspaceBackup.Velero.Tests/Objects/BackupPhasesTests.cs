using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Tests.Objects;

public sealed class BackupPhasesTests
{
    public static TheoryData<BackupPhase> Known =>
        [.. Enum.GetValues<BackupPhase>().Except([BackupPhase.Unrecognized])];

    [Theory]
    [MemberData(nameof(Known))]
    public void Every_phase_is_read_from_its_own_word(BackupPhase phase)
    {
        Assert.Equal(phase, BackupPhases.Parse(phase.Name()));
        Assert.Contains(phase.Name(), BackupPhases.Names);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void No_phase_is_a_new_backup(string? text) => Assert.Equal(BackupPhase.New, BackupPhases.Parse(text));

    [Fact]
    public void A_word_of_a_later_Velero_is_under_way_and_not_usable()
    {
        var phase = BackupPhases.Parse("Compacting");

        Assert.Equal(BackupPhase.Unrecognized, phase);
        Assert.False(phase.IsOver());
        Assert.False(phase.IsUsable(allowPartiallyFailed: true));
    }

    [Theory]
    [InlineData("New", false, false, false)]
    [InlineData("Queued", false, false, false)]
    [InlineData("ReadyToStart", false, false, false)]
    [InlineData("InProgress", false, false, false)]
    [InlineData("WaitingForPluginOperations", false, false, false)]
    [InlineData("WaitingForPluginOperationsPartiallyFailed", false, false, false)]
    [InlineData("Finalizing", false, false, false)]
    [InlineData("FinalizingPartiallyFailed", false, false, false)]
    [InlineData("Completed", true, true, true)]
    [InlineData("PartiallyFailed", true, false, true)]
    [InlineData("Failed", true, false, false)]
    [InlineData("FailedValidation", true, false, false)]
    [InlineData("Deleting", true, false, false)]
    public void A_phase_is_over_or_not_and_usable_or_not(string text, bool isOver, bool isUsable, bool isUsableInPart)
    {
        var phase = BackupPhases.Parse(text);

        Assert.Equal(isOver, phase.IsOver());
        Assert.Equal(isUsable, phase.IsUsable());
        Assert.Equal(isUsableInPart, phase.IsUsable(allowPartiallyFailed: true));
    }
}

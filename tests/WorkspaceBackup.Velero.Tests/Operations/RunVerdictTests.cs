using WorkspaceBackup.Velero.Operations;

namespace WorkspaceBackup.Velero.Tests.Operations;

public sealed class RunVerdictTests
{
    private static readonly RunState s_failed =
        new("eu", "Backup velero/b", "Failed", true, 3, 8) { LogCommand = "velero backup logs b" };

    [Fact]
    public void Without_a_reason_it_says_so() => AssertReason("Velero gave no reason", s_failed);

    [Theory]
    [InlineData(2, 0, "2 errors and 0 warnings")]
    [InlineData(0, 1, "0 errors and 1 warnings")]
    public void Errors_or_warnings_are_counted(int errors, int warnings, string reason) =>
        AssertReason(reason, s_failed with { Errors = errors, Warnings = warnings });

    [Fact]
    public void Everything_that_velero_says_is_passed_on() => AssertReason(
        "no such location; the disk is full; 1 errors and 0 warnings",
        s_failed with { ValidationErrors = ["no such location"], FailureReason = "the disk is full", Errors = 1 });

    [Theory]
    [InlineData(null, null, "phase Failed")]
    [InlineData(null, 8, "phase Failed, 0 of 8 items")]
    [InlineData(3, 8, "phase Failed, 3 of 8 items")]
    public void Items_are_told_once_they_are_counted(int? done, int? total, string text) =>
        Assert.Equal(text, RunVerdict.Progress(s_failed with { Done = done, Total = total }));

    private static void AssertReason(string reason, RunState state) => Assert.Equal(
        $"Backup velero/b ended Failed: {reason}. velero backup logs b tells more.",
        RunVerdict.OfEnd(state, allowPartiallyFailed: false)!.Detail);
}

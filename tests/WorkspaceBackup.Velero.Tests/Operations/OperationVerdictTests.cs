using WorkspaceBackup.Velero.Operations;

namespace WorkspaceBackup.Velero.Tests.Operations;

public sealed class OperationVerdictTests
{
    private static readonly OperationState s_failed =
        new("eu", "Backup velero/b", "Failed", true, 3, 8) { LogCommand = "velero backup logs b" };

    [Fact]
    public void Without_a_reason_it_says_so() => AssertReason("Velero gave no reason", s_failed);

    [Theory]
    [InlineData(2, 0, "2 errors and 0 warnings")]
    [InlineData(0, 1, "0 errors and 1 warning")]
    public void Errors_or_warnings_are_counted(int errors, int warnings, string reason) =>
        AssertReason(reason, s_failed with { Errors = errors, Warnings = warnings });

    [Fact]
    public void Everything_that_velero_says_is_passed_on() => AssertReason(
        "no such location; the disk is full; 1 error and 0 warnings",
        s_failed with { ValidationErrors = ["no such location"], FailureReason = "the disk is full", Errors = 1 });

    [Theory]
    [InlineData(null, null, "phase Failed")]
    [InlineData(null, 8, "phase Failed, 0 of 8 items")]
    [InlineData(3, 8, "phase Failed, 3 of 8 items")]
    public void Items_are_told_once_they_are_counted(int? done, int? total, string text) =>
        Assert.Equal(text, OperationVerdict.Progress(s_failed with { Done = done, Total = total }));

    [Fact]
    public void A_place_in_the_queue_is_told() => Assert.Equal(
        "phase Queued, position 3", OperationVerdict.Progress(s_failed with { Phase = "Queued", QueuePosition = 3 }));

    [Fact]
    public void What_failed_validation_has_no_log_to_look_at() => Assert.DoesNotContain(
        "velero backup logs",
        OperationVerdict.OfEnd(s_failed with { Phase = "FailedValidation" }, false, false)!.Detail,
        StringComparison.Ordinal);

    [Fact]
    public void A_backup_of_nothing_is_a_success() => Assert.Null(OperationVerdict.OfEnd(
        s_failed with { Phase = "Completed", Total = 0 }, allowPartiallyFailed: false, allowEmpty: false));

    private static void AssertReason(string reason, OperationState state) => Assert.Equal(
        $"Backup velero/b ended Failed: {reason}. velero backup logs b tells more.",
        OperationVerdict.OfEnd(state, allowPartiallyFailed: false, allowEmpty: false)!.Detail);
}

using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Tests.Faults;

public sealed class FaultReasonTests
{
    public static TheoryData<FaultKind> Kinds => [.. Enum.GetValues<FaultKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_a_phrase_without_figures(FaultKind kind)
    {
        string reason = FaultReason.Of(kind);
        Assert.NotEmpty(reason);
        Assert.DoesNotContain(reason, char.IsDigit);
        Assert.False(reason.EndsWith('.'));
    }

    [Fact]
    public void No_two_kinds_share_a_phrase() =>
        Assert.Equal(Enum.GetValues<FaultKind>().Length, Enum.GetValues<FaultKind>().Select(FaultReason.Of).Distinct().Count());
}

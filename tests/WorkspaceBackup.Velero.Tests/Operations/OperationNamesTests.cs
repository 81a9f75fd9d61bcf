using WorkspaceBackup.Velero.Operations;

namespace WorkspaceBackup.Velero.Tests.Operations;

public sealed class OperationNamesTests
{
    [Fact]
    public void Sixty_three_characters_are_enough_and_no_more()
    {
        Assert.Null(OperationNames.Error(new string('a', 63)));
        Assert.Contains("64 characters", OperationNames.Error(new string('a', 64)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("upgrade", null)]
    [InlineData("v1.2", null)]
    [InlineData("", "The name is empty.")]
    [InlineData("Upgrade", "cannot start a Kubernetes object name")]
    [InlineData("-x", "cannot start a Kubernetes object name")]
    public void A_first_part_is_refused_with_the_reason(string name, string? reason)
    {
        if (reason is null)
        {
            Assert.Null(OperationNames.PrefixError(name));
        }
        else
        {
            Assert.Contains(reason, OperationNames.PrefixError(name), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_first_part_leaves_room_for_the_shortest_cluster_and_the_time()
    {
        Assert.Null(OperationNames.PrefixError(new string('a', 46)));
        Assert.NotNull(OperationNames.PrefixError(new string('a', 47)));
    }
}

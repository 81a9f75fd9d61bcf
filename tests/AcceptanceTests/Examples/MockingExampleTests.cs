using AcceptanceTests.Harness;

namespace AcceptanceTests.Examples;

/// <summary>What the guide on testing says of mocks, as Terraform does it: no cluster is asked.</summary>
public sealed class MockingExampleTests
{
    [Fact]
    public async Task The_mocked_tests_pass_without_a_cluster()
    {
        using var example = TerraformDirectory.OfExample(Path.Combine(Repository.Root, "examples", "mocking"));

        var tested = (await example.TestAsync()).Succeeded();

        Assert.Contains("3 passed, 0 failed", tested.Command.Output);
    }
}

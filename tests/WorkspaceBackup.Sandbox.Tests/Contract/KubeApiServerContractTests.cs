using System.Text.Json.Nodes;

namespace VeleroSandbox.Tests.Contract;

/// <summary>
/// The real API server answers as it was recorded to, so that the sandbox is held to something that exists.
/// </summary>
[Trait("Needs", "clusters")]
public sealed class KubeApiServerContractTests(KubeApiServer server) : IClassFixture<KubeApiServer>
{
    private static readonly SortedDictionary<string, JsonNode?> s_recorded = new(StringComparer.Ordinal);

    public static TheoryData<string> Cases => SandboxContractTests.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task As_recorded(string name)
    {
        var all = ContractCases.All.ToList();
        var index = all.FindIndex(contract => contract.Name == name);
        var answers = await ContractRun.AnswersAsync(all[index], server.Target, $"contract-{index}-case")
            .WaitAsync(TimeSpan.FromMinutes(2));
        if (Recording.IsWanted)
        {
            s_recorded[name] = answers;
            Recording.Write(s_recorded);
            return;
        }

        Assert.Equal(
            Recording.Show(SandboxContractTests.Sorted(Recording.Of(all[index]))),
            Recording.Show(SandboxContractTests.Sorted(answers)));
    }
}

using System.Text.Json.Nodes;
using VeleroSandbox.Json;

namespace VeleroSandbox.Tests.Contract;

/// <summary>The sandbox answers as the real API server was recorded to.</summary>
public sealed class SandboxContractTests
{
    public static TheoryData<string> Cases => [.. ContractCases.All.Select(contract => contract.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task As_Kubernetes_1_20(string name)
    {
        var contract = ContractCases.All.Single(contract => contract.Name == name);
        Assert.Equal(Recording.Show(Sorted(Recording.Of(contract))), Recording.Show(Sorted(await AnswersAsync(contract, 20))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task As_newer_Kubernetes_but_for_the_named_differences(string name)
    {
        var contract = ContractCases.All.Single(contract => contract.Name == name);
        var newer = Recording.Show(Sorted(await AnswersAsync(contract, 34)));
        var recorded = Recording.Show(Sorted(Recording.Of(contract)));
        if (contract.NewerDifference is null)
        {
            Assert.Equal(recorded, newer);
        }
        else
        {
            Assert.NotEqual(recorded, newer);
            Assert.Equal(NewerAnswers.Of(name), NewerAnswers.Digest(await AnswersAsync(contract, 34)));
        }
    }

    [Fact]
    public void Every_case_is_recorded_and_nothing_else() =>
        Assert.Equal(
            ContractCases.All.Select(contract => contract.Name).Order(StringComparer.Ordinal),
            Recording.Names.Order(StringComparer.Ordinal));

    internal static JsonNode? Sorted(JsonNode? node) => node is null ? null : JsonNode.Parse(JsonWriter.Write(node));

    private static async Task<JsonArray> AnswersAsync(ContractCase contract, int minor)
    {
        await using var sandbox = Sandbox.Start(1, new SandboxOptions { KubernetesMinor = minor });
        var cluster = sandbox["c1"];
        cluster.Access.Allow("token-of-nobody", "nobody");
        using var target = new Target(
            cluster.Url, cluster.Certificates.AuthorityPem, cluster.AdminToken, "token-of-nobody");
        return await ContractRun.AnswersAsync(contract, target, "contract-case").WaitAsync(TimeSpan.FromMinutes(1));
    }
}

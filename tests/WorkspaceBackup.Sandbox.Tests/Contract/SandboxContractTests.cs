using System.Text.Json.Nodes;
using VeleroSandbox.Json;

namespace VeleroSandbox.Tests.Contract;

/// <summary>The sandbox answers as the real API server was recorded to.</summary>
public sealed class SandboxContractTests(SandboxContractTests.Targets targets)
    : IClassFixture<SandboxContractTests.Targets>
{
    public static TheoryData<string> Cases => [.. ContractCases.All.Select(contract => contract.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task As_Kubernetes_1_20(string name)
    {
        var contract = ContractCases.All.Single(contract => contract.Name == name);
        Assert.Equal(
            Recording.Show(Sorted(Recording.Of(contract))), Recording.Show(Sorted(await AnswersAsync(contract, 20))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task As_newer_Kubernetes_but_for_the_named_differences(string name)
    {
        var contract = ContractCases.All.Single(contract => contract.Name == name);
        var answers = await AnswersAsync(contract, 34);
        var newer = Recording.Show(Sorted(answers));
        var recorded = Recording.Show(Sorted(Recording.Of(contract)));
        if (contract.NewerDifference is null)
        {
            Assert.Equal(recorded, newer);
        }
        else
        {
            Assert.NotEqual(recorded, newer);
            Assert.Equal(NewerAnswers.Of(name), NewerAnswers.Digest(answers));
        }
    }

    [Fact]
    public void Every_case_is_recorded_and_nothing_else() =>
        Assert.Equal(
            ContractCases.All.Select(contract => contract.Name).Order(StringComparer.Ordinal),
            Recording.Names.Order(StringComparer.Ordinal));

    /// <summary>Fields by name, and managers too: those of one second stand in another order than those of two.</summary>
    internal static JsonNode? Sorted(JsonNode? node) =>
        node is null ? null : WithSortedManagers(JsonNode.Parse(JsonWriter.Write(node)));

    private static JsonNode? WithSortedManagers(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                return new JsonArray([.. array.Select(item => WithSortedManagers(item?.DeepClone()))]);
            case JsonObject value:
                foreach (var (name, child) in value.ToList())
                {
                    var sorted = WithSortedManagers(child?.DeepClone());
                    value[name] = name == "managedFields" && sorted is JsonArray managers
                        ? new JsonArray([.. managers.Select(one => one?.DeepClone())
                            .OrderBy(one => one?.ToJsonString(), StringComparer.Ordinal)])
                        : sorted;
                }

                return value;
            default:
                return node;
        }
    }

    private Task<JsonArray> AnswersAsync(ContractCase contract, int minor) =>
        targets.AnswersAsync(contract, minor).WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>One sandbox of each version for all cases, which keep apart by namespace.</summary>
    public sealed class Targets : IDisposable
    {
        private readonly Sandbox _older = Sandbox.Start(1, new SandboxOptions { KubernetesMinor = 20 });
        private readonly Sandbox _newer = Sandbox.Start(1, new SandboxOptions { KubernetesMinor = 34 });
        private int _cases;

        public void Dispose()
        {
            _older.Dispose();
            _newer.Dispose();
        }

        internal async Task<JsonArray> AnswersAsync(ContractCase contract, int minor)
        {
            var cluster = (minor < 25 ? _older : _newer)["c1"];
            using var target = new Target(
                cluster.Url, cluster.Certificates.AuthorityPem, cluster.AdminToken, cluster.NobodyToken);
            return await ContractRun.AnswersAsync(
                contract, target, $"contract-{Interlocked.Increment(ref _cases)}-case");
        }
    }
}

using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Rpc;

namespace TerraformProviderWorkspaceBackup.Tests;

/// <summary>
/// Terraform asks for the whole schema at every start of the provider. What is said in it is said once, and short: the
/// guides have the room.
/// </summary>
public sealed class SchemaSizeTests
{
    private const int Limit = 30 * 1024;

    [Fact]
    public async Task The_schema_answer_stays_small()
    {
        using var server = new ProviderServer(new WorkspaceProvider("1.0.0", TimeProvider.System));

        var answer = await new GetProviderSchemaRpc().HandleAsync(server, new(), CancellationToken.None);

        var parts = answer.ResourceSchemas.Select(static r => (Name: $"resource {r.Key}", Size: r.Value.CalculateSize()))
            .Concat(answer.DataSourceSchemas.Select(static d => (Name: $"data {d.Key}", Size: d.Value.CalculateSize())))
            .Concat(answer.Functions.Select(static f => (Name: $"function {f.Key}", Size: f.Value.CalculateSize())))
            .Append((Name: "provider", Size: answer.Provider.CalculateSize()))
            .OrderByDescending(static part => part.Size)
            .Select(static part => $"{part.Size,6} {part.Name}");
        Assert.True(
            answer.CalculateSize() <= Limit,
            $"{answer.CalculateSize()} bytes, of at most {Limit}:\n{string.Join('\n', parts)}");
    }
}

using System.Reflection;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Workspace;

namespace TerraformProviderWorkspaceBackup.Tests;

/// <summary>Every model of the executable, found and not listed: a new one is checked from its first build on.</summary>
public sealed class ModelContractTests
{
    public static TheoryData<Type> Models =>
        [.. typeof(ProviderModel).Assembly.GetTypes().Where(static type => !type.IsAbstract && type.IsAssignableTo(typeof(Model)))];

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_handle_has_its_attribute_and_every_attribute_its_handle(Type model)
    {
        var violations = (IReadOnlyList<string>)typeof(ModelContract)
            .GetMethod(nameof(ModelContract.Violations), BindingFlags.Public | BindingFlags.Static)!
            .MakeGenericMethod(model)
            .Invoke(null, null)!;

        Assert.Empty(violations);
    }

    [Fact]
    public void The_provider_and_its_clusters_are_found() => Assert.True(
        Models.Cast<object[]>().Select(static row => (Type)row[0]).ToHashSet().IsSupersetOf(
            [typeof(ProviderModel), typeof(ClusterModel), typeof(ExecModel)]));
}

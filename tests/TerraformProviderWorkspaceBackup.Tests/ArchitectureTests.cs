using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace TerraformProviderWorkspaceBackup.Tests;

/// <summary>Who may see whom, read from the assemblies as they were built.</summary>
public sealed class ArchitectureTests
{
    private const string Values = "TerraformPlugin.Values";
    private const string Framework = "TerraformPlugin.Framework";
    private const string Hosting = "TerraformPlugin.Hosting";
    private const string Velero = "WorkspaceBackup.Velero";
    private const string Executable = "terraform-provider-workspace";

    public static TheoryData<string, string[]> Allowed => new()
    {
        { Values, [] },
        { Framework, [Values] },
        { Hosting, [Framework, Values, "Google.Protobuf", "Grpc.", "Microsoft.AspNetCore", "Microsoft.Extensions."] },
        { Velero, ["NodaTime", "YamlDotNet"] },
        { Executable, [Values, Framework, Hosting, Velero, "Microsoft.Extensions.Logging"] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void An_assembly_references_only_what_the_layering_allows(string assembly, string[] allowed)
    {
        var forbidden = ReferencesOf(assembly)
            .Where(static name => !IsRuntime(name))
            .Where(name => !allowed.Any(a => a.EndsWith('.') ? name.StartsWith(a, StringComparison.Ordinal)
                : name == a || name.StartsWith(a + ".", StringComparison.Ordinal)));

        Assert.Empty(forbidden);
    }

    [Fact]
    public void The_layering_covers_every_assembly_of_the_product()
    {
        var product = ReferencesOf(Executable).Append(Executable)
            .Where(static name => name.StartsWith("TerraformPlugin", StringComparison.Ordinal)
                || name.StartsWith("WorkspaceBackup", StringComparison.Ordinal) || name == Executable);

        Assert.All(product, static name => Assert.Contains(Allowed, row => (string)row[0] == name));
    }

    /// <summary>Part of .NET itself: it lies beside the core library.</summary>
    private static bool IsRuntime(string name) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, name + ".dll"));

    private static List<string> ReferencesOf(string assembly)
    {
        var path = Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
        using var image = new PEReader(File.OpenRead(path));
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle =>
            metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}

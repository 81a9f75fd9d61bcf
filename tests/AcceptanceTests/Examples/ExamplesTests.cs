using AcceptanceTests.Harness;

namespace AcceptanceTests.Examples;

/// <summary>What the documentation shows, under the eyes of the real CLI. No cluster is asked.</summary>
public sealed class ExamplesTests
{
    private static readonly string s_examples = Path.Combine(Repository.Root, "examples");

    public static TheoryData<string> Folders =>
    [
        .. Directory.EnumerateFiles(s_examples, "*.tf", SearchOption.AllDirectories)
            .Select(static file => Path.GetRelativePath(s_examples, Path.GetDirectoryName(file)!))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Every_example_is_valid_and_without_a_warning(string folder)
    {
        using var terraform = TerraformDirectory.OfExample(Path.Combine(s_examples, folder));

        Assert.Empty((await terraform.ValidateAsync()).Succeeded().Diagnostics);
    }

    [Fact]
    public async Task Every_example_is_formatted()
    {
        var check = await Command.RunAsync(
            "terraform", ["fmt", "-check", "-diff", "-recursive", s_examples], TimeSpan.FromMinutes(1));

        Assert.True(check.ExitCode == 0, check.Output + check.Error);
    }
}

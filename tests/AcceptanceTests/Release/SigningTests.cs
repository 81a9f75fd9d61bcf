using AcceptanceTests.Harness;

namespace AcceptanceTests.Release;

/// <summary>The signature that the registry checks, made by the script that releases use.</summary>
public sealed class SigningTests : IAsyncLifetime
{
    private const string Passphrase = "correct horse";
    private const string Key = "releases@example.com";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    // Agents listen on sockets in there, whose paths must be short.
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("gpg-");
    private readonly Dictionary<string, string?> _environment;

    public SigningTests() => _environment = new()
    {
        ["GNUPGHOME"] = _home.FullName,
        ["GPG_FINGERPRINT"] = Key,
        ["GPG_PASSPHRASE"] = Passphrase,
    };

    private string Sums => Path.Combine(_home.FullName, "SHA256SUMS");

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Sums, "0123  a.zip\n");
        await SucceedAsync(
            "gpg", "--batch", "--pinentry-mode", "loopback", "--passphrase", Passphrase,
            "--quick-gen-key", Key, "rsa2048", "sign", "never");
    }

    [Fact]
    public async Task The_sums_are_signed_with_the_key_that_is_named()
    {
        await SucceedAsync(Script, Sums);

        var verified = await RunAsync("gpg", "--batch", "--verify", $"{Sums}.sig", Sums);
        Assert.True(verified.ExitCode == 0, verified.Error);
        Assert.Contains($"Good signature from \"{Key}\"", verified.Error);
    }

    [Fact]
    public async Task A_changed_file_does_not_go_with_the_signature()
    {
        await SucceedAsync(Script, Sums);
        await File.AppendAllTextAsync(Sums, "4567  b.zip\n");

        Assert.Contains("BAD signature", (await RunAsync("gpg", "--batch", "--verify", $"{Sums}.sig", Sums)).Error);
    }

    [Theory]
    [InlineData("GPG_FINGERPRINT", "nobody@example.com")]
    [InlineData("GPG_FINGERPRINT", null)]
    [InlineData("GPG_PASSPHRASE", "wrong horse")]
    public async Task Without_the_key_and_its_passphrase_nothing_is_signed(string variable, string? value)
    {
        _environment[variable] = value;

        Assert.NotEqual(0, (await RunAsync(Script, Sums)).ExitCode);

        Assert.False(File.Exists($"{Sums}.sig"));
    }

    public async Task DisposeAsync()
    {
        await SucceedAsync("gpgconf", "--kill", "all");
        _home.Delete(recursive: true);
    }

    private static string Script => Path.Combine(Repository.Root, ".ci", "sign");

    private async Task SucceedAsync(string program, params string[] arguments)
    {
        var run = await RunAsync(program, arguments);
        Assert.True(run.ExitCode == 0, $"{program}: {run.Output}{run.Error}");
    }

    private Task<CommandResult> RunAsync(string program, params string[] arguments) =>
        Command.RunAsync(program, arguments, Limit, environment: _environment);
}

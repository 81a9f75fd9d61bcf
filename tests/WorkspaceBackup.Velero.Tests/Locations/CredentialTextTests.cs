using WorkspaceBackup.Velero.Locations;

namespace WorkspaceBackup.Velero.Tests.Locations;

public sealed class CredentialTextTests
{
    private const string Ini = "[default]\naws_access_key_id = AKIAEXAMPLEKEY\naws_secret_access_key=abc/def+ghi";

    [Theory]
    [InlineData("invalid line: aws_secret_access_key=abc/def+ghi", "abc/def+ghi")]
    [InlineData("the access key AKIAEXAMPLEKEY does not exist", "AKIAEXAMPLEKEY")]
    [InlineData("cannot parse W2RlZmF1bHRdCmF3c19hY2Nlc3Nfa2V5X2lkID0gQUtJQUVYQU1QTEVLRVkKYXdzX3NlY3JldF9hY2Nlc3Nfa2V5PWFiYy9kZWYrZ2hp", "W2RlZmF1bHRd")]
    public void Another_programs_words_lose_those_of_the_credentials(string message, string secret)
    {
        var hidden = new CredentialText(Ini).HideIn(message);

        Assert.DoesNotContain(secret, hidden, StringComparison.Ordinal);
        Assert.Contains("(hidden)", hidden, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_word_of_them_stays() =>
        Assert.Equal("NoSuchBucket: the bucket does not exist", new CredentialText(Ini).HideIn("NoSuchBucket: the bucket does not exist"));

    [Fact]
    public void What_holds_them_prints_nothing_of_them()
    {
        var declaration = new LocationDeclaration
        {
            Workspace = "w",
            Name = "n",
            Provider = "aws",
            Bucket = "b",
            Prefixes = StringMap.Empty,
            CredentialText = new(Ini),
        };

        Assert.DoesNotContain("AKIA", $"{declaration}", StringComparison.Ordinal);
    }
}

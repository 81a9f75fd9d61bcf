using System.Text;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Operations;
using WorkspaceBackup.Velero.Operations;

namespace TerraformProviderWorkspaceBackup.Tests.Operations;

public sealed class OperationMemoryTests
{
    [Theory]
    [InlineData("operation", "")]
    [InlineData("operation", "nonsense")]
    [InlineData("operation", "{}")]
    [InlineData("operation", "0123456789abcdef0123456789abcdeg")]
    [InlineData("replacement", "maybe")]
    [InlineData("replacement", "\u0000")]
    public void What_somebody_has_edited_is_an_error_that_says_what_to_do(string key, string text)
    {
        var state = new PrivateState();
        state.Set(key, Encoding.UTF8.GetBytes(text));
        var diagnostics = new Diagnostics();

        Assert.False(OperationMemory.IsReadable(state, "Backups", diagnostics));

        var error = Assert.Single(diagnostics);
        Assert.Equal("Unreadable Private State", error.Summary);
        Assert.Contains("terraform state rm", error.Detail);
    }

    [Theory]
    [InlineData("")]
    [InlineData("retain")]
    [InlineData("delete")]
    public void What_was_written_here_is_read(string replacement)
    {
        var state = new PrivateState();
        var diagnostics = new Diagnostics();

        Assert.True(OperationMemory.IsReadable(state, "Backups", diagnostics));
        OperationMemory.SetToken(state, OperationRequest.NewToken());
        OperationMemory.SetReplacement(state, replacement);

        Assert.True(OperationMemory.IsReadable(state, "Backups", diagnostics));
        Assert.Empty(diagnostics);
    }
}

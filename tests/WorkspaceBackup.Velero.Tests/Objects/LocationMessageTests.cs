using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Tests.Objects;

/// <summary>What is told of why Velero cannot use a location: its reason, and no credentials that a plugin quotes in it.</summary>
public sealed class LocationMessageTests
{
    [Theory]
    [InlineData(
        "BackupStorageLocation \"fleet\" is unavailable: Secret \"nope\" not found",
        "BackupStorageLocation \"fleet\" is unavailable: Secret \"nope\" not found")]
    [InlineData(
        """unexpected character "[" in variable name near "[default]\naws_secret_access_key=very\"secret" """,
        """unexpected character "[" in variable name near "(hidden)" """)]
    [InlineData(
        """unexpected character "-" in variable name near "AZURE-KEY=secret" """,
        """unexpected character "-" in variable name near "(hidden)" """)]
    [InlineData("cannot load: unterminated quoted value \"secret\nmore", "cannot load: unterminated quoted value (hidden)")]
    [InlineData(
        """request send failed, Get "http://s3.example.org/good?delimiter=%2F&list-type=2": connection refused""",
        """request send failed, Get "http://s3.example.org/good?delimiter=%2F&list-type=2": connection refused""")]
    [InlineData("", null)]
    public void It_is_Veleros_reason_without_what_a_plugin_quotes_of_a_file(string said, string? told) => Assert.Equal(
        told, LocationMessage.Of(new JsonObject { ["status"] = new JsonObject { ["message"] = said } }));
}

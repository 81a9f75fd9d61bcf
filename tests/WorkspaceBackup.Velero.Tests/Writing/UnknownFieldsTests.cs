using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Tests.Writing;

public sealed class UnknownFieldsTests
{
    [Theory]
    [InlineData("none", "spec.schedule: Required value", "")]
    [InlineData("one", "strict decoding error: unknown field \"spec.paused\"", "spec.paused")]
    [InlineData("several", "x: unknown field \"spec.a\", unknown field \"spec.b.c\"", "spec.a spec.b.c")]
    [InlineData("one that is cut off", "unknown field \"spec.a\", unknown field \"spe", "spec.a")]
    public void They_are_found_in_the_refusal(string what, string message, string fields) =>
        Assert.True(fields == string.Join(' ', UnknownFields.In(message)), what);
}

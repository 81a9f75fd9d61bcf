using System.Text.Json.Nodes;
using TerraformProviderWorkspaceBackup.Operations;
using TerraformProviderWorkspaceBackup.Tests.Schedules;

namespace TerraformProviderWorkspaceBackup.Tests.Operations;

public sealed class NeedsWaitTests
{
    [Theory]
    [InlineData(false, true, true)]
    [InlineData(true, true, false)]
    [InlineData(null, true, false)]
    [InlineData(false, false, false)]
    public async Task What_is_not_waited_for_cannot_be_judged(bool? wait, bool asked, bool refused)
    {
        using var backups = new ProviderOnSandbox<BackupModel>("workspace_backup", 1);
        var restores = backups.For<RestoreModel>("workspace_restore");

        var backup = await backups.ValidateAsync(new JsonObject
        {
            ["name"] = "a",
            ["backup_location"] = "default",
            ["wait"] = wait,
            ["require_volumes"] = asked,
        });
        var restore = await restores.ValidateAsync(new JsonObject
        {
            ["name"] = "a",
            ["from_backup"] = "payments/daily/20260301T020000Z",
            ["wait"] = wait,
            ["verify"] = asked ? "required" : "report",
        });

        string[] expected = refused ? ["Argument Needs The Wait"] : [];
        Assert.Equal(expected, backup.Select(static one => one.Summary));
        Assert.Equal(expected, restore.Select(static one => one.Summary));
    }
}

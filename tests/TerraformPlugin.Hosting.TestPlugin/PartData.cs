using TerraformPlugin.Framework;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>Reads what it is told, and makes up the rest.</summary>
internal sealed class PartData : DataSource<Box>
{
    public override Schema Schema => Box.Schema;

    public override Task<Box?> ReadAsync(DataSourceContext<Box> context, CancellationToken cancellationToken) =>
        Task.FromResult<Box?>(new(MadeUp.Fill(Box.Attributes, context.Config.Object)));
}

namespace TerraformPlugin.Framework.Tests.Fakes;

internal sealed class FakeDataSource(Func<DataSourceContext<RawModel>, RawModel?> onRead)
    : DataSource<RawModel>, IConfigValidation
{
    public override Schema Schema => Name.Schema;

    public override Task<RawModel?> ReadAsync(
        DataSourceContext<RawModel> context, CancellationToken cancellationToken) => Task.FromResult(onRead(context));

    public Task ValidateConfigAsync(ConfigValidationContext context, CancellationToken cancellationToken)
    {
        context.Diagnostics.AddWarning("Validated", "data source");
        return Task.CompletedTask;
    }
}

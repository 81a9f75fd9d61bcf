using TerraformPlugin.Framework;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>Exists in its state alone, and sets blocks that nobody has written.</summary>
internal sealed class FilledResource : Resource<Filled>
{
    public override Schema Schema => Filled.Schema;

    public override Task<Filled?> CreateAsync(CreateContext<Filled> context, CancellationToken cancellationToken) =>
        Made(context.Planned);

    public override Task<Filled?> ReadAsync(ReadContext<Filled> context, CancellationToken cancellationToken) =>
        Task.FromResult<Filled?>(context.State);

    public override Task<Filled?> UpdateAsync(UpdateContext<Filled> context, CancellationToken cancellationToken) =>
        Made(context.Planned);

    public override Task<Filled?> DeleteAsync(DeleteContext<Filled> context, CancellationToken cancellationToken) =>
        Task.FromResult<Filled?>(null);

    private static Task<Filled?> Made(Filled planned) =>
        Task.FromResult<Filled?>(new(MadeUp.Fill(Filled.Attributes, planned.Object)));
}

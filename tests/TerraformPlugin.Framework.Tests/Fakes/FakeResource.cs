namespace TerraformPlugin.Framework.Tests.Fakes;

/// <summary>A resource made of functions, without abilities; by default it does what was planned.</summary>
internal class FakeResource(Schema schema) : Resource<RawModel>
{
    public override Schema Schema => schema;

    public Func<CreateContext<RawModel>, CancellationToken, Task<RawModel?>> OnCreate { get; init; } =
        static (context, _) => Task.FromResult<RawModel?>(context.Planned);

    public Func<ReadContext<RawModel>, CancellationToken, Task<RawModel?>> OnRead { get; init; } =
        static (context, _) => Task.FromResult<RawModel?>(context.State);

    public Func<UpdateContext<RawModel>, CancellationToken, Task<RawModel?>> OnUpdate { get; init; } =
        static (context, _) => Task.FromResult<RawModel?>(context.Planned);

    public Func<DeleteContext<RawModel>, CancellationToken, Task<RawModel?>> OnDelete { get; init; } =
        static (_, _) => Task.FromResult<RawModel?>(null);

    public override Task<RawModel?> CreateAsync(CreateContext<RawModel> context, CancellationToken cancellationToken) =>
        OnCreate(context, cancellationToken);

    public override Task<RawModel?> ReadAsync(ReadContext<RawModel> context, CancellationToken cancellationToken) =>
        OnRead(context, cancellationToken);

    public override Task<RawModel?> UpdateAsync(UpdateContext<RawModel> context, CancellationToken cancellationToken) =>
        OnUpdate(context, cancellationToken);

    public override Task<RawModel?> DeleteAsync(DeleteContext<RawModel> context, CancellationToken cancellationToken) =>
        OnDelete(context, cancellationToken);
}

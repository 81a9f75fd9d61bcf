using TerraformPlugin.Framework;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>Exists in its state alone.</summary>
internal sealed class ProbeResource : Resource<Probe>, IResourceIdentity<Probe>
{
    private static readonly SchemaAttribute<string> Name = new("name", Codec.String) { Presence = Presence.Required };

    public override Schema Schema => Probe.Schema;

    public Schema IdentitySchema { get; } = new([Name]);

    public void WriteIdentity(Probe state, ModelWriter writer) => writer.Set(Name, state.Get(Probe.Text));

    public override Task<Probe?> CreateAsync(CreateContext<Probe> context, CancellationToken cancellationToken) =>
        Task.FromResult<Probe?>(context.Planned);

    public override Task<Probe?> ReadAsync(ReadContext<Probe> context, CancellationToken cancellationToken) =>
        Task.FromResult<Probe?>(context.State);

    public override Task<Probe?> UpdateAsync(UpdateContext<Probe> context, CancellationToken cancellationToken) =>
        Task.FromResult<Probe?>(context.Planned);

    public override Task<Probe?> DeleteAsync(DeleteContext<Probe> context, CancellationToken cancellationToken) =>
        Task.FromResult<Probe?>(null);
}

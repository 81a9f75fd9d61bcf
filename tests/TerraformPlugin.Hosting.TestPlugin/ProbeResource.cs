using TerraformPlugin.Framework;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>Exists in its state alone.</summary>
internal sealed class ProbeResource : Resource<Probe>, IResourceIdentity<Probe>, IPlanStep
{
    private static readonly SchemaAttribute<string> Name = new("name", Codec.String) { Presence = Presence.Required };

    public override Schema Schema => Probe.Schema;

    public Schema IdentitySchema { get; } = new([Name]);

    public void WriteIdentity(Probe state, ModelWriter writer) => writer.Set(Name, state.Get(Probe.Text));

    /// <summary>Counts how often Terraform has planned this change.</summary>
    public Task PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        byte[] plans = context.PlannedPrivate?.TryGet("plans", out var earlier) == true ? earlier : [0];
        context.Private.Set("plans", [(byte)(plans[0] + 1)]);
        return Task.CompletedTask;
    }

    public override Task<Probe?> CreateAsync(CreateContext<Probe> context, CancellationToken cancellationToken) =>
        Task.FromResult<Probe?>(context.Planned);

    public override Task<Probe?> ReadAsync(ReadContext<Probe> context, CancellationToken cancellationToken) =>
        Task.FromResult<Probe?>(context.State);

    public override Task<Probe?> UpdateAsync(UpdateContext<Probe> context, CancellationToken cancellationToken) =>
        Task.FromResult<Probe?>(context.Planned);

    public override Task<Probe?> DeleteAsync(DeleteContext<Probe> context, CancellationToken cancellationToken) =>
        Task.FromResult<Probe?>(null);
}

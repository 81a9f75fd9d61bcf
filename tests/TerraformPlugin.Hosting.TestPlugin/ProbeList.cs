using System.Runtime.CompilerServices;
using TerraformPlugin.Framework;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>Lists the letters of the text.</summary>
internal sealed class ProbeList : ListResource<Probe, Probe>
{
    public override Schema Schema => Probe.Schema;

    public override async IAsyncEnumerable<ListedResource<Probe>> ListAsync(
        ListContext<Probe> context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var letter in context.Config.Get(Probe.Text).Known)
        {
            await Task.Yield();
            yield return new($"letter {letter}", Probe.Empty.With(Probe.Text, $"{letter}"));
        }
    }
}

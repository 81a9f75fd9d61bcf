using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>Lists the gadgets that there are, and two that are always there.</summary>
internal sealed class GadgetList(ConcurrentDictionary<string, Gadget> gadgets) : ListResource<Box, Gadget>
{
    public override Schema Schema => Box.Schema;

    public override async IAsyncEnumerable<ListedResource<Gadget>> ListAsync(
        ListContext<Box> context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var always = new[] { "first", "second" }.Select(static id => Gadget.Empty
            .With(Gadget.Id, id)
            .WithRaw(Gadget.BlockList, TerraformValue.List(Gadget.BlockList.Type.Element!, []))
            .WithRaw(Gadget.BlockSet, TerraformValue.Set(Gadget.BlockSet.Type.Element!, [])));
        foreach (var gadget in gadgets.Values.Concat(always))
        {
            await Task.Yield();
            yield return new($"gadget {gadget.Get(Gadget.Id).Known}", gadget);
        }
    }
}

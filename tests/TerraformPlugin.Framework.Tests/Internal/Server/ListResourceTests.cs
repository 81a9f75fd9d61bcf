using System.Runtime.CompilerServices;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class ListResourceTests
{
    [Fact]
    public async Task Results_come_with_identity_and_on_demand_with_their_state()
    {
        var events = await List(new() { TypeName = FakeProvider.TypeName, IncludeResourceObject = true, Limit = 2 });
        Assert.Equal(["Thing 0", "Thing 1"], events.Select(static e => e.DisplayName));
        Assert.Equal(Name.Of("n0", "i"), Make.Read(events[0].ResourceObject, Name.Schema.Type));
        Assert.All(events, static e => Assert.False(e.Identity.IsEmpty));
        var bare = await List(new() { TypeName = FakeProvider.TypeName, Limit = 1 });
        Assert.True(Assert.Single(bare).ResourceObject.IsEmpty);
    }

    [Fact]
    public async Task No_more_are_asked_for_than_are_wanted()
    {
        var list = new Endless();
        Assert.Equal(3, (await List(new() { TypeName = FakeProvider.TypeName, Limit = 3 }, list)).Count);
        Assert.Equal(3, list.Given);
        Assert.Equal(100, (await List(new() { TypeName = FakeProvider.TypeName })).Count);
    }

    [Fact]
    public async Task A_failure_is_the_last_event_and_has_no_result()
    {
        var events = await List(new() { TypeName = FakeProvider.TypeName, Limit = 9 }, new() { FailsAt = 2 });
        Assert.Equal(3, events.Count);
        Assert.Equal("Provider Bug", Assert.Single(events[2].Diagnostics).Summary);
        Assert.True(events[2].Identity.IsEmpty);
    }

    [Fact]
    public async Task A_result_without_identity_is_a_bug()
    {
        var events = await List(
            new() { TypeName = FakeProvider.TypeName }, resource: new FakeAbleResource(Name.Schema)
            {
                OnIdentity = static _ => Value<string>.Null,
            });
        Assert.Equal("Missing Identity", Assert.Single(Assert.Single(events).Diagnostics).Summary);
    }

    [Fact]
    public async Task A_reader_that_goes_away_ends_the_listing()
    {
        var list = new Endless();
        using var server = Server(list, Identified);
        await ReadOneAsync().WaitAsync(Make.Limit);
        await list.Ended.Task.WaitAsync(Make.Limit);

        async Task ReadOneAsync()
        {
            var request = new ListResourceRequest
            {
                TypeName = FakeProvider.TypeName,
                Config = Make.Wire(Name.Of("n")),
                Limit = long.MaxValue,
            };
            await foreach (var item in server.ListResource(request, CancellationToken.None))
            {
                Assert.Equal("Thing 0", item.DisplayName);
                break;
            }
        }
    }

    private static FakeAbleResource Identified => new(Name.Schema) { OnIdentity = static s => s[Name.Key].AsString() };

    private static ProviderServer Server(ListResource list, Resource resource) => new(new FakeProvider
    {
        ListResources = FakeProvider.One(list),
        Resources = FakeProvider.One(resource),
    });

    private static async Task<List<ListResourceEvent>> List(
        ListResourceRequest request, Endless? list = null, Resource? resource = null)
    {
        using var server = Server(list ?? new(), resource ?? Identified);
        var events = new List<ListResourceEvent>();
        using var limit = new CancellationTokenSource(Make.Limit);
        await foreach (var item in server.ListResource(request with { Config = Make.Wire(Name.Of("n")) }, limit.Token))
        {
            events.Add(item);
        }

        return events;
    }

    private sealed class Endless : ListResource<RawModel, RawModel>
    {
        public override Schema Schema => Name.Schema;

        public int FailsAt { get; init; } = int.MaxValue;

        public int Given { get; private set; }

        public TaskCompletionSource Ended { get; } = new();

        public override async IAsyncEnumerable<ListedResource<RawModel>> ListAsync(
            ListContext<RawModel> context, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            try
            {
                for (var i = 0; ; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (i == FailsAt)
                    {
                        throw new InvalidOperationException("x");
                    }

                    Given++;
                    yield return new($"Thing {i}", Name.Model($"n{i}", "i"));
                    await Task.Yield();
                }
            }
            finally
            {
                Ended.TrySetResult();
            }
        }
    }
}

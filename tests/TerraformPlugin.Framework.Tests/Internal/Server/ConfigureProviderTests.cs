using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class ConfigureProviderTests
{
    [Fact]
    public async Task What_it_returns_reaches_every_operation()
    {
        var provider = ReadingProvider(context =>
        {
            Assert.Equal("1.11.4", context.TerraformVersion);
            Assert.True(context.ClientCapabilities.DeferralAllowed);
            Assert.True(context.Config.Get(Name.Key).IsUnknown);
            return "the data";
        });
        using var server = new ProviderServer(provider);
        var response = await Configure(server, Make.Object(Name.Schema, (Name.Key, Make.UnknownString)));
        Assert.Empty(response.Diagnostics);
        Assert.Equal("the data", await ReadIdAsync(server));
    }

    [Fact]
    public async Task What_it_returns_is_disposed_with_the_server()
    {
        using var data = new CancellationTokenSource();
        using (var server = new ProviderServer(ReadingProvider(_ => data)))
        {
            await Configure(server, Name.Of("n"));
        }

        Assert.Throws<ObjectDisposedException>(() => data.Token);
    }

    [Fact]
    public async Task What_it_returned_is_disposed_when_another_configuration_takes_its_place()
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var next = new Queue<CancellationTokenSource>([first, second]);
        using var server = new ProviderServer(ReadingProvider(_ => next.Dequeue()));
        await Configure(server, Name.Of("n"));
        await Configure(server, Name.Of("n"));

        Assert.Throws<ObjectDisposedException>(() => first.Token);
        Assert.False(second.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task What_it_returned_lives_as_long_as_a_call_that_uses_it()
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var next = new Queue<CancellationTokenSource>([first, second]);
        var (reading, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var server = new ProviderServer(new FakeProvider
        {
            Schema = Name.Schema,
            OnConfigure = _ => next.Dequeue(),
            Resources = FakeProvider.One<Resource>(new FakeResource(Name.Schema)
            {
                OnRead = async (context, _) =>
                {
                    reading.SetResult();
                    await go.Task;
                    Assert.False(context.ProviderData<CancellationTokenSource>().Token.IsCancellationRequested);
                    return context.State;
                },
            }),
        });
        await Configure(server, Name.Of("n"));
        var read = server.ReadResource(
            new() { TypeName = FakeProvider.TypeName, CurrentState = Make.Wire(Name.Of("n")) }, CancellationToken.None);
        await reading.Task.WaitAsync(Make.Limit);
        await Configure(server, Name.Of("n"));
        go.SetResult();

        Assert.Empty((await read.WaitAsync(Make.Limit)).Diagnostics);
        Assert.Throws<ObjectDisposedException>(() => first.Token);
    }

    [Fact]
    public async Task What_a_configuration_with_errors_returned_is_disposed_at_once()
    {
        using var data = new CancellationTokenSource();
        using var server = new ProviderServer(ReadingProvider(context =>
        {
            context.Diagnostics.AddError("Bad", "bad", Name.Key);
            return data;
        }));
        await Configure(server, Name.Of("n"));

        Assert.Throws<ObjectDisposedException>(() => data.Token);
    }

    [Fact]
    public async Task A_configuration_with_errors_gives_no_data()
    {
        using var server = new ProviderServer(ReadingProvider(static context =>
        {
            context.Diagnostics.AddError("Bad", "bad", Name.Key);
            return "the data";
        }));
        var response = await Configure(server, Name.Of("n"));
        Assert.Single(response.Diagnostics);
        Assert.Equal("Provider Not Configured", await ReadIdAsync(server));
    }

    [Fact]
    public async Task The_provider_block_is_validated_by_schema_and_provider()
    {
        using var server = new ProviderServer(new FakeProvider
        {
            Schema = Name.Schema,
            OnValidate = static context => context.Diagnostics.AddWarning("Own", "own"),
        });
        var response = await server.ValidateProviderConfig(
            new() { Config = Make.Wire(Make.Object(Name.Schema)) }, CancellationToken.None).WaitAsync(Make.Limit);
        Assert.Equal(["Missing Required Attribute", "Own"], response.Diagnostics.Select(static d => d.Summary));
    }

    private static FakeProvider ReadingProvider(Func<ConfigureContext, object> configure) => new()
    {
        Schema = Name.Schema,
        OnConfigure = configure,
        Resources = FakeProvider.One<Resource>(new FakeResource(Name.Schema)
        {
            OnRead = static (context, _) => Task.FromResult<RawModel?>(
                context.State.WithRaw(Name.Id, Make.S(context.ProviderData<string>()))),
        }),
    };

    private static Task<ConfigureProviderResponse> Configure(
        ProviderServer server, TerraformPlugin.Values.TerraformValue config) =>
        server.ConfigureProvider(
            new()
            {
                TerraformVersion = "1.11.4",
                Config = Make.Wire(config),
                ClientCapabilities = new(DeferralAllowed: true),
            },
            CancellationToken.None).WaitAsync(Make.Limit);

    /// <summary>The id that a read gives, or the error's summary.</summary>
    private static async Task<string> ReadIdAsync(ProviderServer server)
    {
        var response = await server.ReadResource(
            new() { TypeName = FakeProvider.TypeName, CurrentState = Make.Wire(Name.Of("n")) }, CancellationToken.None)
            .WaitAsync(Make.Limit);
        return response.Diagnostics.Count > 0
            ? response.Diagnostics[0].Summary
            : Make.Read(response.NewState, Name.Schema.Type).Entries["id"].AsString();
    }
}

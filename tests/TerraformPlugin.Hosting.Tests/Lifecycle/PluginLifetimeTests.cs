using Microsoft.Extensions.Logging.Abstractions;
using TerraformPlugin.Hosting.Lifecycle;

namespace TerraformPlugin.Hosting.Tests.Lifecycle;

public sealed class PluginLifetimeTests : IDisposable
{
    private static readonly PluginHostOptions Options = new()
    {
        ProviderAddress = "registry.terraform.io/test/probe",
        VersionText = "",
        HelpText = "",
        CreateProvider = static _ => throw new InvalidOperationException("not needed"),
    };

    private readonly ManualTime _time = new();
    private readonly List<int> _exits = [];
    private readonly PluginLifetime _lifetime;

    public PluginLifetimeTests() => _lifetime = Create(debug: false);

    public void Dispose() => _lifetime.Dispose();

    [Fact]
    public void By_default_it_waits_longer_for_a_first_client_than_Terraform_waits_for_it() =>
        Assert.InRange(Options.ConnectTimeout, TimeSpan.FromSeconds(61), TimeSpan.FromMinutes(5));

    [Fact]
    public void Nobody_ever_calls_and_it_ends()
    {
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(_exits);

        _lifetime.Announced();
        _time.Advance(Options.ConnectTimeout - TimeSpan.FromMilliseconds(1));
        Assert.Empty(_exits);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([1], _exits);
    }

    [Fact]
    public void One_call_is_enough_to_stay()
    {
        _lifetime.Announced();
        _lifetime.Called();
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Empty(_exits);
    }

    [Fact]
    public void A_client_that_was_faster_than_the_announcement_counts()
    {
        _lifetime.Called();
        _lifetime.Announced();
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Empty(_exits);
    }

    [Fact]
    public void It_stays_while_a_client_lives()
    {
        _lifetime.Announced();
        _lifetime.ClientCame();
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Empty(_exits);
    }

    [Fact]
    public void The_last_client_goes_and_it_ends_a_second_later()
    {
        _lifetime.ClientCame();
        _lifetime.ClientCame();
        _lifetime.ClientWent();
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(_exits);

        _lifetime.ClientWent();
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Empty(_exits);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([1], _exits);
    }

    [Fact]
    public void A_client_that_comes_back_in_time_keeps_it()
    {
        _lifetime.ClientCame();
        _lifetime.ClientWent();
        _lifetime.ClientCame();
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Empty(_exits);
    }

    [Fact]
    public void A_call_still_on_its_way_does_not_keep_an_orphan()
    {
        _lifetime.Called();
        _lifetime.ClientCame();
        _lifetime.ClientWent();
        _lifetime.Called();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([1], _exits);
    }

    [Fact]
    public void Shutdown_ends_it_inside_the_call()
    {
        _lifetime.Shutdown();

        Assert.Equal([0], _exits);
    }

    [Fact]
    public void In_debug_mode_clients_come_and_go()
    {
        using var debug = Create(debug: true);
        debug.ClientCame();
        debug.ClientWent();
        _lifetime.ClientCame();
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Empty(_exits);
    }

    private PluginLifetime Create(bool debug) => new(Options, debug, _exits.Add, _time, NullLogger.Instance);
}

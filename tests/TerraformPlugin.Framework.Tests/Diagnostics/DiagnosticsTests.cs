using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Reporting;

public sealed class DiagnosticsTests
{
    [Fact]
    public void What_is_said_twice_is_kept_once_and_in_order()
    {
        var diagnostics = new Diagnostics();
        diagnostics.AddWarning("B", "b");
        diagnostics.AddError("A", "a", AttributePath.Of("x"));
        diagnostics.AddWarning("B", "b");
        diagnostics.AddError("A", "a", AttributePath.Of("y"));
        Assert.Equal(["B", "A", "A"], diagnostics.Select(static d => d.Summary));
        Assert.True(diagnostics.HasErrors);
    }

    [Fact]
    public void Warnings_alone_are_no_errors()
    {
        var diagnostics = new Diagnostics();
        diagnostics.AddWarning("B", "b");
        Assert.False(diagnostics.HasErrors);
    }

    [Fact]
    public void What_is_there_can_be_amended()
    {
        var diagnostics = new Diagnostics();
        diagnostics.AddWarning("B", "b");
        diagnostics.AddError("A", "a");
        diagnostics.Amend(static d => d.Severity == Severity.Error ? d with { Detail = d.Detail + "!" } : d);
        diagnostics.AddError("C", "c");
        Assert.Equal(["b", "a!", "c"], diagnostics.Select(static d => d.Detail));
    }

    [Fact]
    public void On_the_wire_a_path_ends_before_a_set_element()
    {
        var diagnostics = new Diagnostics();
        diagnostics.AddError("A", "a", AttributePath.Of("set").Element(Make.S("e")).Attribute("x"));
        diagnostics.AddError("A", "a", AttributePath.Of("map").Key("k").Attribute("x"));
        diagnostics.AddError("A", "a");
        Assert.Equal(["set", "map[\"k\"].x", null], diagnostics.ForWire(static _ => null).Select(static d => d.Path?.ToString()));
    }

    [Fact]
    public void A_detail_ends_with_the_address_of_the_page_about_it()
    {
        var diagnostics = new Diagnostics();
        diagnostics.AddError("Known", "It failed.");
        diagnostics.AddError("Unknown", "It failed too.");

        Assert.Equal(
            ["It failed.\n\nhttps://example.test/#known", "It failed too."],
            diagnostics
                .ForWire(static d => d.Summary == "Known" ? "https://example.test/#known" : null)
                .Select(static d => d.Detail));
    }
}

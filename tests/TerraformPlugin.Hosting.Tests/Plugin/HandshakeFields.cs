namespace TerraformPlugin.Hosting.Tests.Plugin;

/// <summary>A handshake line as go-plugin's client reads it.</summary>
internal sealed record HandshakeFields(
    string Core, string Protocol, string Network, string Address, string Kind, byte[] Certificate, string? Multiplexing)
{
    internal static HandshakeFields Parse(string line)
    {
        var fields = line.Split('|');
        Assert.InRange(fields.Length, 6, 7);
        Assert.DoesNotContain('=', fields[5]);
        var padded = fields[5] + new string('=', (4 - (fields[5].Length % 4)) % 4);
        return new(fields[0], fields[1], fields[2], fields[3], fields[4], Convert.FromBase64String(padded),
            fields.ElementAtOrDefault(6));
    }
}

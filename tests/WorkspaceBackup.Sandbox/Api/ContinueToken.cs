using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Api;

/// <summary>Where a LIST goes on: the revision it shows (-1 for whatever is now) and the next key.</summary>
internal readonly record struct ContinueToken(long Revision, string Key)
{
    public override string ToString()
    {
        var text = new JsonObject { ["v"] = "meta.k8s.io/v1", ["rv"] = Revision, ["start"] = Key }.ToJsonString();
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <exception cref="ApiException">400: not one of ours.</exception>
    public static ContinueToken Parse(string text)
    {
        try
        {
            var padded = text.Replace('-', '+').Replace('_', '/');
            padded += new string('=', (4 - (padded.Length % 4)) % 4);
            var token = JsonReader.ReadObject(Convert.FromBase64String(padded));
            return new ContinueToken(token["rv"]!.GetValue<long>(), token.Text("start")!);
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidCastException
            or NullReferenceException or InvalidOperationException)
        {
            throw ApiException.BadRequest("invalid continue token: continue key is not valid: " + error.Message);
        }
    }
}

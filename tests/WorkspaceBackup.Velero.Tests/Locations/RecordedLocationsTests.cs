using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Locations;
using Xunit;

namespace WorkspaceBackup.Velero.Tests.Locations;

/// <summary>
/// What a real Velero 1.18.2 with the plugin for AWS said to each location is recorded beside this file; what is said of
/// the same declaration before anybody is asked must not contradict it.
/// </summary>
public sealed class RecordedLocationsTests
{
    /// <summary>Available, and still no location that anybody can mean.</summary>
    private static readonly string[] s_accepted = ["bucket-empty", "prefix-blank"];

    /// <summary>Unavailable for a reason that stands in the declaration.</summary>
    private static readonly string[] s_plain = ["insecure-yes", "no-region", "unknown-key", "url-without-scheme"];

    private static readonly JsonObject s_locations = Recorded();

    public static TheoryData<string> Cases => [.. s_locations.Select(location => location.Key)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_location_that_works_is_refused_and_what_a_plugin_must_refuse_is(string name)
    {
        var recorded = s_locations[name]!;
        var spec = recorded["spec"]!;
        var (provider, storage) = ((string)spec["provider"]!, spec["objectStorage"]!);
        IReadOnlyList<SettingProblem> problems =
        [
            .. StoredPlace.Problems(provider, (string)storage["bucket"]!, (string?)storage["prefix"] ?? ""),
            .. ObjectStoreConfig.Problems(
                provider, spec["config"]!.AsObject().ToDictionary(entry => entry.Key, entry => (string)entry.Value!)),
        ];
        var isAvailable = (string?)recorded["status"]?["phase"] == "Available";

        if (s_plain.Contains(name) || s_accepted.Contains(name))
        {
            Assert.Equal(s_accepted.Contains(name), isAvailable);
            Assert.Single(problems, problem => problem.IsError);
        }
        else if (isAvailable)
        {
            Assert.DoesNotContain(problems, problem => problem.IsError);
        }
    }

    private static JsonObject Recorded()
    {
        // The address of the store that was recorded is replaced by a placeholder that no address may hold.
        using var stream = typeof(RecordedLocationsTests).Assembly.GetManifestResourceStream("locations-1.18.2.json")!;
        using var reader = new StreamReader(stream);
        return JsonNode.Parse(reader.ReadToEnd().Replace("<s3>", "127.0.0.1:9000"))!["locations"]!.AsObject();
    }
}

using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Locations;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Locations;

public sealed class LocationTargetTests
{
    private static readonly LocationDeclaration s_declaration = new()
    {
        Workspace = "payments",
        Name = "fleet",
        Provider = "aws",
        Bucket = "/fleet/",
        Prefixes = new([new("eu", "payments/eu")]),
        Config = new([new("region", "minio")]),
        Credential = new("cloud", "key"),
        BackupSyncPeriod = "1d",
    };

    private static LocationTarget Target(LocationDeclaration? declaration = null)
    {
        var cluster = new FakeCluster("eu").Cluster;
        return new(
            declaration ?? s_declaration,
            cluster,
            LocationKind.Instance.Declare(declaration ?? s_declaration, "eu", "velero", "uid-of-eu"),
            "token-1");
    }

    [Fact]
    public void The_body_has_what_is_declared_and_nothing_else() => Assert.Equal(
        """{"provider":"aws","objectStorage":{"bucket":"fleet","prefix":"payments/eu"},"accessMode":"ReadWrite","config":{"region":"minio"},"credential":{"name":"cloud","key":"key"},"backupSyncPeriod":"24h0m0s"}""",
        Target().Body(null, StringSet.Empty)["spec"]!.ToJsonString());

    [Theory]
    [InlineData("nothing", "{}", "{}")]
    [InlineData("another spelling of the plugin", """{"provider":"velero.io/aws"}""", "{}")]
    [InlineData("another spelling of a period", """{"backupSyncPeriod":"24h"}""", "{}")]
    [InlineData("slashes around the prefix", """{"objectStorage":{"bucket":"fleet","prefix":"/payments/eu/"}}""", "{}")]
    [InlineData("a field of others", """{"somethingNew":true}""", "{}")]
    [InlineData("a key too many", """{"config":{"region":"minio","kmsKeyId":"x"}}""", """{"config":{"region":"minio","kmsKeyId":null}}""")]
    [InlineData("a period that nobody declares", """{"validationFrequency":"0s"}""", """{"validationFrequency":null}""")]
    [InlineData("another prefix", """{"objectStorage":{"prefix":"x"}}""", """{"objectStorage":{"prefix":"payments/eu"}}""")]
    public void A_patch_has_what_differs_and_nothing_else(string what, string found, string patch)
    {
        var current = new JsonObject { ["spec"] = Target().Body(null, StringSet.Empty)["spec"]!.DeepClone() };
        foreach (var (key, value) in JsonNode.Parse(found)!.AsObject())
        {
            if (value is JsonObject members && current["spec"]![key] is JsonObject there)
            {
                foreach (var (name, member) in members)
                {
                    there[name] = member?.DeepClone();
                }
            }
            else
            {
                current["spec"]![key] = value?.DeepClone();
            }
        }

        Assert.True(Target().Body(current, StringSet.Empty)["spec"]!.ToJsonString() == patch, what);
    }

    [Theory]
    [InlineData("not validated yet", null, null, "2026-01-31T02:00:00Z", 9, false)]
    [InlineData("validated for the first time", null, "2026-01-31T02:00:01Z", "2026-01-31T02:00:05Z", 0, true)]
    [InlineData("the validation from before", "2026-01-31T02:00:00Z", "2026-01-31T02:00:00Z", "2026-01-31T02:00:30Z", 9, false)]
    [InlineData("validated again", "2026-01-31T02:00:00Z", "2026-01-31T02:00:30Z", "2026-01-31T02:00:30Z", 0, true)]
    [InlineData("the last time was in this second", "2026-01-31T02:00:00Z", "2026-01-31T02:00:00Z", "2026-01-31T02:00:00Z", 0, false)]
    [InlineData("again in the second of the last time", "2026-01-31T02:00:00Z", "2026-01-31T02:00:00Z", "2026-01-31T02:00:00Z", 2, true)]
    public void It_is_settled_when_Velero_has_validated_this_write(
        string what, string? before, string? now, string written, int waited, bool isSettled)
    {
        JsonObject Validated(string? time) => new()
        {
            ["status"] = time is null ? null : new JsonObject { ["lastValidationTime"] = time },
            ["metadata"] = new JsonObject
            {
                ["managedFields"] = new JsonArray(
                    new JsonObject { ["manager"] = "velero-server", ["time"] = "2026-01-31T09:00:00Z" },
                    new JsonObject { ["manager"] = "terraform-provider-workspace", ["time"] = written }),
            },
        };

        Assert.True(
            Target().IsSettled(before is null ? null : Validated(before), Validated(now), StringSet.Empty, TimeSpan.FromSeconds(waited)) == isSettled,
            what);
    }

    [Theory]
    [InlineData("Available", true, true, null)]
    [InlineData("Available", true, false, FaultKind.WriteRefused)]
    [InlineData("Available", false, false, null)]
    [InlineData("Unavailable", true, true, FaultKind.LocationUnavailable)]
    public void A_default_flag_that_Velero_takes_away_again_is_told(string phase, bool isDeclared, bool isThere, FaultKind? verdict)
    {
        var seen = new JsonObject
        {
            ["spec"] = new JsonObject { ["default"] = isThere },
            ["status"] = new JsonObject { ["phase"] = phase },
        };

        Assert.Equal(verdict, Target(s_declaration with { IsDefault = isDeclared }).Verdict(seen)?.Kind);
    }

    [Fact]
    public void What_Velero_says_of_credentials_loses_their_words() => Assert.DoesNotContain(
        "very/secret/words",
        Target(s_declaration with { Credential = null, CredentialVersion = 1, CredentialText = new("key=very/secret/words") }).Verdict(new()
        {
            ["status"] = new JsonObject { ["phase"] = "Unavailable", ["message"] = "cannot parse very/secret/words" },
        })!.Detail,
        StringComparison.Ordinal);

    [Fact]
    public void Only_a_changed_spec_is_waited_for()
    {
        var current = new JsonObject { ["spec"] = Target().Body(null, StringSet.Empty)["spec"]!.DeepClone() };

        Assert.False(Target().IsWaitedFor(current));
        Assert.True(Target(s_declaration with { AccessMode = "ReadOnly" }).IsWaitedFor(current));
        Assert.True(Target().IsWaitedFor(null));
        Assert.False(Target(s_declaration with { Wait = false }).IsWaitedFor(null));
    }
}

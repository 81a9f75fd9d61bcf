using static VeleroSandbox.Tests.Contract.Exchange;

namespace VeleroSandbox.Tests.Contract;

/// <summary>What a client of the product can meet, as exchanges.</summary>
internal static class ContractCases
{
    private const string Daily =
        """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"daily","labels":{"a":"b"},"annotations":{"k":"v"}},"spec":{"schedule":"0 2 * * *","template":{"ttl":"720h0m0s","includedNamespaces":["a"],"metadata":{"labels":{"x":"y"}}}}}""";

    private static readonly Exchange CreateDaily = Post("{s}?fieldManager=tf", Daily);

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        .. Creating(), .. Refusing(), .. Patching(), .. Applying(), .. Deleting(), .. Reading(), .. Allowing(),
    ];

    private static Exchange[] Backups(int count) => [.. Enumerable.Range(1, count).Select(index => Post(
        "{b}?fieldManager=tf",
        $$$"""{"apiVersion":"velero.io/v1","kind":"Backup","metadata":{"name":"b{{{index}}}","labels":{"n":"{{{index}}}"}},"spec":{"ttl":"1h"}}"""))];

    private static Exchange Template(string fields) => Post(
        "{s}?dryRun=All&fieldManager=tf",
        """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"x"},"spec":{"schedule":"x","template":{""" + fields + "}}}");

    private static IEnumerable<ContractCase> Creating() =>
    [
        new("A created object is answered with its managed fields", CreateDaily, Get("{s}/daily")),
        new("A second create of the name is AlreadyExists", CreateDaily, CreateDaily),
        new("A dry run answers the object without a version and leaves nothing",
            Post("{s}?dryRun=All&fieldManager=tf", Daily), Get("{s}/daily")),
        new("A dry run reports a name that exists", CreateDaily, Post("{s}?dryRun=All", Daily)),
        new("What the server owns in metadata is not the client's to set", Post(
            "{s}?dryRun=All&fieldManager=tf",
            """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"x","uid":"u","generation":7,"creationTimestamp":"2020-01-01T00:00:00Z","selfLink":"/x","labels":{"l":null},"annotations":{"a":null}},"spec":{"schedule":"x","template":{}},"status":{}}""")),
        new("Owner references and finalizers are owned item by item", Post(
            "{s}?fieldManager=tf",
            """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"x","finalizers":["x.io/a"],"ownerReferences":[{"apiVersion":"v1","kind":"K","name":"n","uid":"u"}]},"spec":{"schedule":"x","template":{}}}""")),
        new("An empty template is a leaf of the managed fields", Template("")),
        new("A null that the schema does not allow is dropped", Template("\"ttl\":null,\"hooks\":null")),
        new("A null that the schema allows is kept", Template("\"includedNamespaces\":null,\"snapshotVolumes\":null")),
        new("A null value of a map is dropped", Template("\"orderedResources\":{\"a\":null}")),
        new("A whole number written with a point is an integer", Template("\"uploaderConfig\":{\"parallelFilesUpload\":2.0}")),
        new("Defaults are filled in and owned with their map", Post(
            "/apis/velero.io/v1/namespaces/{ns}/backupstoragelocations?fieldManager=tf",
            """{"apiVersion":"velero.io/v1","kind":"BackupStorageLocation","metadata":{"name":"l"},"spec":{"provider":"p","objectStorage":{"bucket":"b"},"credential":{"key":"k"}}}""")),
        new("YAML is taken too", Post("{s}?fieldManager=tf",
            "apiVersion: velero.io/v1\nkind: Schedule\nmetadata: {name: from-yaml}\nspec: {schedule: '@daily', template: {}}\n") with
        {
            ContentType = "application/yaml",
        }),
        new("YAML is that of 1.1, where y is a boolean", Post("{s}?fieldManager=tf",
            "apiVersion: velero.io/v1\nkind: Schedule\nmetadata: {name: y}\nspec: {schedule: '@daily', template: {}}\n") with
        {
            ContentType = "application/yaml",
            AnyMessage = true,
        }),
        new("An unknown field is dropped without a word", Template("\"nonsense\":1")),
        new("Strict field validation", Post(
            "{s}?fieldValidation=Strict&fieldManager=tf",
            """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"x"},"spec":{"schedule":"x","template":{"nonsense":1}}}"""))
        {
            NewerDifference = "1.20 ignores fieldValidation; since 1.25 Strict is 400 and names the field",
        },
        new("Strict field validation names every unknown field, in order", Post(
            "{s}?fieldValidation=Strict&fieldManager=tf",
            """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"zone":1,"name":"x"},"spec":{"when":"x","schedule":"x","template":{"whole":{"a":1,"b":[2]},"first":[]}}}"""))
        {
            NewerDifference = "1.20 ignores fieldValidation; since 1.25 Strict is 400 and names the fields, sorted, "
                + "metadata's last, and of an unknown object only the object",
        },
        new("Strict field validation of a merge patch",
            CreateDaily,
            Merge("{s}/daily?fieldValidation=Strict&fieldManager=tf", """{"spec":{"template":{"nonsense":1}}}"""))
        {
            NewerDifference = "1.20 ignores fieldValidation; since 1.25 Strict is 422 for a patch",
        },
    ];

    private static IEnumerable<ContractCase> Refusing() =>
    [
        new("Required fields are named", Post(
            "{s}", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"bad"},"spec":{}}""")),
        new("Types, enums and bounds are checked below lists", Template(
            "\"ttl\":5,\"includedNamespaces\":\"a\",\"hooks\":{\"resources\":[{\"name\":\"n\",\"pre\":[{\"exec\":{\"command\":[],\"onError\":\"Explode\"}}]}]}"))
        {
            NewerDifference = "since 1.27 paths carry list indexes and a wrong type has the reason FieldValueTypeInvalid",
        },
        new("A null in a list is a wrong type", Template("\"includedNamespaces\":[null]"))
        {
            NewerDifference = "since 1.27 paths carry list indexes and a wrong type has the reason FieldValueTypeInvalid",
        },
        new("A fraction is no integer", Template("\"uploaderConfig\":{\"parallelFilesUpload\":1.5}"))
        {
            NewerDifference = "since 1.27 paths carry list indexes and a wrong type has the reason FieldValueTypeInvalid",
        },
        new("A selector's expression needs its operator", Template("\"labelSelector\":{\"matchExpressions\":[{\"key\":\"a\"}]}"))
        {
            NewerDifference = "since 1.27 paths carry list indexes and a wrong type has the reason FieldValueTypeInvalid",
        },
        new("A resource policy needs its name", Template("\"resourcePolicy\":{\"kind\":\"x\"}")),
        new("A spec that is a list is refused", Post(
            "{s}", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"a"},"spec":[]}"""))
        {
            NewerDifference = "since 1.27 paths carry list indexes and a wrong type has the reason FieldValueTypeInvalid",
        },
        new("The enum of a phase and the form of a time are checked in status", Post(
            "{s}",
            """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"a"},"spec":{"schedule":"x","template":{}},"status":{"phase":"X","lastBackup":"yesterday"}}"""))
        {
            NewerDifference = "since 1.27 paths carry list indexes and a wrong type has the reason FieldValueTypeInvalid",
        },
        new("A location's access mode is an enum", Post(
            "/apis/velero.io/v1/namespaces/{ns}/backupstoragelocations",
            """{"apiVersion":"velero.io/v1","kind":"BackupStorageLocation","metadata":{"name":"l"},"spec":{"provider":"p","accessMode":"WriteOnly","objectStorage":{"bucket":"b"}}}""")),
        new("Names, label values and annotation keys are checked", Post(
            "{s}",
            """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"Bad_Name","labels":{"a":"x y"},"annotations":{"_":"1"}},"spec":{"schedule":"x","template":{}}}""")),
        new("A label's length and key are checked", Post(
            "{s}",
            $$$$"""{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"n","labels":{"bad key!":"x","l":"{{{{new string('v', 64)}}}}","/x":"y"}},"spec":{"schedule":"x","template":{}}}""")),
        new("A label that is a number is a bad request", Post(
            "{s}", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"n","labels":{"a":1}},"spec":{}}""") with
        {
            AnyMessage = true,
        }),
        new("An object without a name is refused", Post(
            "{s}", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{},"spec":{"schedule":"x","template":{}}}""")),
        new("Another kind is refused", Post(
            "{s}", """{"apiVersion":"velero.io/v1","kind":"Backup","metadata":{"name":"a"},"spec":{}}""")),
        new("Another version is refused", Post(
            "{s}", """{"apiVersion":"velero.io/v2","kind":"Schedule","metadata":{"name":"a"},"spec":{}}""")),
        new("An object without kind is refused", Post(
            "{s}", """{"apiVersion":"velero.io/v1","metadata":{"name":"a"},"spec":{}}""") with { AnyMessage = true }),
        new("Another namespace than the path's is refused", Post(
            "{s}",
            """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"a","namespace":"other"},"spec":{"schedule":"x","template":{}}}""")),
        new("A namespace that does not exist is not found", Post(
            "/apis/velero.io/v1/namespaces/nowhere/schedules", Daily)),
        new("A create without a namespace is no path", Post("/apis/velero.io/v1/schedules", Daily)),
        new("Malformed JSON is a bad request", Post("{s}", "{") with { AnyMessage = true }),
        new("A list for an object is a bad request", Post("{s}", "[]") with { AnyMessage = true }),
        new("Another content type is unsupported", Post("{s}", "a: b") with { ContentType = "text/plain" }),
        new("A dry run knows one value", Post("{s}?dryRun=yes", Daily)),
    ];

    private static IEnumerable<ContractCase> Patching() =>
    [
        new("A merge patch takes over what it changes",
            CreateDaily,
            Merge("{s}/daily?fieldManager=edit", """{"spec":{"paused":true,"template":{"ttl":"10h","storageLocation":"d"}}}"""),
            Merge("{s}/daily", """{"spec":{"paused":null,"template":{"metadata":{"labels":null}}}}""")),
        new("A patch that changes nothing changes no version",
            CreateDaily,
            Merge("{s}/daily?fieldManager=edit", """{"spec":{"schedule":"0 2 * * *"}}"""),
            Merge("{s}/daily", """{"metadata":{"resourceVersion":"{rv}"},"spec":{"paused":false}}""")),
        new("A stale version conflicts", CreateDaily, Merge("{s}/daily", """{"metadata":{"resourceVersion":"1"}}""")),
        new("An empty version is invalid", CreateDaily, Merge("{s}/daily", """{"metadata":{"resourceVersion":""}}""")),
        new("Another uid is invalid", CreateDaily, Merge("{s}/daily", """{"metadata":{"uid":"nope"}}""")),
        new("A required field cannot be removed", CreateDaily, Merge("{s}/daily", """{"spec":{"template":null}}""")),
        new("An empty map merges nothing", CreateDaily, Merge("{s}/daily", """{"spec":{"template":{}}}""")),
        new("Another name is a bad request", CreateDaily, Merge("{s}/daily", """{"metadata":{"name":"x"}}""")),
        new("Another kind cannot be patched in", CreateDaily, Merge("{s}/daily", """{"kind":"Backup"}""")),
        new("A bad label cannot be patched in", CreateDaily, Merge("{s}/daily", """{"metadata":{"labels":{"ok":"no good"}}}""")),
        new("Status is patched like any field", CreateDaily,
            Merge("{s}/daily?fieldManager=edit", """{"status":{"phase":"Enabled"}}"""),
            Merge("{s}/daily", """{"status":{"phase":"Wrong"}}""")),
        new("There is no status subresource", CreateDaily,
            Merge("{s}/daily/status", """{"status":{"phase":"Enabled"}}"""), Get("{s}/daily/status")),
        new("A patch of nothing is not found", Merge("{s}/gone", "{}")),
        new("A dry-run patch leaves the object alone", CreateDaily,
            Merge("{s}/daily?dryRun=All&fieldManager=edit", """{"spec":{"paused":true}}"""), Get("{s}/daily")),
        new("A strategic merge patch is unsupported", CreateDaily,
            new Exchange("PATCH", "{s}/daily", "{}") { ContentType = "application/strategic-merge-patch+json" }),
        new("A patch that is no JSON is refused", CreateDaily, Merge("{s}/daily", "{"))
        {
            NewerDifference = "1.20 answers 500; since 1.23 a patch that cannot be read is 400",
        },
        new("A JSON patch works on paths", CreateDaily,
            new Exchange("PATCH", "{s}/daily?fieldManager=edit", """[{"op":"add","path":"/spec/paused","value":true},{"op":"remove","path":"/spec/template/ttl"}]""")
            {
                ContentType = "application/json-patch+json",
            }),
        new("A PUT without status loses it",
            CreateDaily,
            Merge("{s}/daily?fieldManager=velero-server", """{"status":{"phase":"Enabled","lastBackup":"2026-01-01T00:00:00Z"}}"""),
            Put("{s}/daily?fieldManager=put", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"daily","resourceVersion":"{rv}"},"spec":{"schedule":"0 3 * * *","template":{}}}""")),
        new("A PUT needs a version", CreateDaily,
            Put("{s}/daily", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"daily"},"spec":{"schedule":"x","template":{}}}""")),
        new("A PUT with a stale version conflicts", CreateDaily,
            Put("{s}/daily", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"daily","resourceVersion":"1"},"spec":{"schedule":"x","template":{}}}""")),
        new("A PUT to another name is a bad request", CreateDaily,
            Put("{s}/daily", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"other"},"spec":{"schedule":"x","template":{}}}""")),
        new("A PUT of nothing is not found",
            Put("{s}/gone", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"gone"},"spec":{"schedule":"x","template":{}}}""")),
    ];

    private static IEnumerable<ContractCase> Applying() =>
    [
        new("Apply creates, and again changes nothing",
            Apply("{s}/a?fieldManager=m", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"a","labels":{"l":"v"}},"spec":{"schedule":"1 2 * * *","template":{"ttl":"1h"}}}"""),
            Apply("{s}/a?fieldManager=m", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"a","labels":{"l":"v"}},"spec":{"schedule":"1 2 * * *","template":{"ttl":"1h"}}}""")),
        new("What is no longer applied is removed, with the maps it leaves empty",
            Apply("{s}/a?fieldManager=m", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"a","labels":{"l":"v"}},"spec":{"schedule":"x","template":{"ttl":"1h","hooks":{"resources":[]},"orderedResources":{"x":"y"}}}}"""),
            Apply("{s}/a?fieldManager=m", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"a"},"spec":{"schedule":"x","template":{"ttl":"1h"}}}""")),
        new("What another manager holds stays",
            CreateDaily,
            Apply("{s}/daily?fieldManager=m", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"daily"},"spec":{"schedule":"0 2 * * *","template":{"orderedResources":{"a":"b"}}}}"""),
            Apply("{s}/daily?fieldManager=m", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"daily"},"spec":{"template":{"orderedResources":{"a":"c"}}}}""")),
        new("One conflict names its field",
            CreateDaily,
            Apply("{s}/daily?fieldManager=m", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"daily"},"spec":{"schedule":"other","template":{"orderedResources":{"a":"b"}}}}""")),
        new("Several conflicts are listed",
            CreateDaily,
            Apply("{s}/daily?fieldManager=m", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"daily","labels":{"a":"c"}},"spec":{"schedule":"other","template":{"ttl":"1h"}}}""")),
        new("Force takes over",
            CreateDaily,
            Apply("{s}/daily?fieldManager=m&force=true", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"daily"},"spec":{"schedule":"other","template":{"ttl":"1h"}}}""")),
        new("Apply needs a manager",
            Apply("{s}/a", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"a"},"spec":{"schedule":"x","template":{}}}""")),
        new("Apply needs a name",
            Apply("{s}/a?fieldManager=m", """{"apiVersion":"velero.io/v1","kind":"Schedule","spec":{"schedule":"x","template":{}}}""")),
        new("Apply needs the path's name",
            Apply("{s}/a?fieldManager=m", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"z"},"spec":{"schedule":"x","template":{}}}""")),
        new("Apply needs a version",
            Apply("{s}/a?fieldManager=m", """{"metadata":{"name":"a"},"spec":{"schedule":"x","template":{}}}""")),
        new("Apply takes no managed fields",
            Apply("{s}/a?fieldManager=m", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"a","managedFields":[]},"spec":{"schedule":"x","template":{}}}""")),
        new("Apply of an unknown field is an error of the server",
            Apply("{s}/a?fieldManager=m", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"a"},"spec":{"schedule":"x","template":{"nonsense":1}}}""")),
        new("Apply of a wrong type is an error of the server",
            Apply("{s}/a?fieldManager=m", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"a"},"spec":{"schedule":"x","template":{"includedNamespaces":"a"}}}""") with
            {
                AnyMessage = true,
            }),
        new("Apply with a stale version conflicts",
            CreateDaily,
            Apply("{s}/daily?fieldManager=m", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"daily","resourceVersion":"1"},"spec":{"paused":true,"template":{"ttl":"720h0m0s"}}}""")),
    ];

    private static IEnumerable<ContractCase> Deleting() =>
    [
        new("A deleted object is gone", CreateDaily, Delete("{s}/daily"), Get("{s}/daily"), Delete("{s}/daily")),
        new("A dry-run delete leaves the object", CreateDaily, Delete("{s}/daily?dryRun=All"), Get("{s}/daily")),
        new("Another uid is a conflict that names the kind", CreateDaily,
            Delete("{s}/daily", """{"preconditions":{"uid":"zz"}}""")),
        new("The right uid deletes", CreateDaily, Delete("{s}/daily", """{"preconditions":{"uid":"{uid}"}}""")),
        new("A stale version is a conflict", CreateDaily,
            Delete("{s}/daily", """{"preconditions":{"resourceVersion":"1"}}""")),
        new("Delete knows three propagation policies", CreateDaily, Delete("{s}/daily", """{"propagationPolicy":"Nope"}""")),
        new("A finalizer holds an object until it is taken off",
            Post("{s}?fieldManager=tf", """{"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"f","finalizers":["x.io/f"]},"spec":{"schedule":"x","template":{}}}"""),
            Delete("{s}/f?dryRun=All"),
            Delete("{s}/f"),
            Delete("{s}/f"),
            Get("{s}/f"),
            Merge("{s}/f", """{"metadata":{"finalizers":null}}"""),
            Get("{s}/f")),
    ];

    private static IEnumerable<ContractCase> Reading() =>
    [
        new("A list comes in pages",
            [.. Backups(5), Get("{b}?limit=2"), Get("{b}?limit=2&continue={continue}"), Get("{b}?limit=2&continue={continue}")]),
        new("A later page shows the state of the first",
            [.. Backups(3), Get("{b}?limit=1"), Delete("{b}/b2"), Get("{b}?limit=5&continue={continue}"), Get("{b}")]),
        new("A page under a selector does not tell what remains", [.. Backups(4), Get("{b}?limit=2&labelSelector=n+notin+(1)")]),
        new("Label selectors: equality and absence", [.. Backups(3), Get("{b}?labelSelector=n=1,!x")]),
        new("Label selectors: inequality", [.. Backups(3), Get("{b}?labelSelector=n!=1")]),
        new("Label selectors: sets", [.. Backups(3), Get("{b}?labelSelector=n+in+(1,3)")]),
        new("Label selectors: presence", [.. Backups(2), Get("{b}?labelSelector=n")]),
        new("A label selector that cannot be read is a bad request", Get("{b}?labelSelector=n+in+1")),
        new("Field selectors know the name", [.. Backups(2), Get("{b}?fieldSelector=metadata.name=b1")]),
        new("Field selectors know nothing else", Get("{b}?fieldSelector=status.phase=x")),
        new("A bad continue token is a bad request", Get("{b}?limit=2&continue=xx") with { AnyMessage = true }),
        new("A limit is a number", Get("{b}?limit=x")),
        new("A version ahead of the server times out", Get("{b}?resourceVersion=99999999999") with { AnyMessage = true }),
        new("A watch tells what there is, then what changes",
            [.. Backups(2), Get("{b}?watch=1&timeoutSeconds=1"), Merge("{b}/b1?fieldManager=tf", """{"spec":{"ttl":"2h"}}"""), Delete("{b}/b2")]),
        new("A watch goes on from a version", [
            .. Backups(1), Merge("{b}/b1?fieldManager=tf", """{"spec":{"ttl":"2h"}}"""), Get("{b}?watch=1&timeoutSeconds=1&resourceVersion={rv}")]),
        new("A watch replays what came after a version", [
            .. Backups(1),
            Get("{b}/b1"),
            Post("{b}?fieldManager=tf&dryRun=All", """{"apiVersion":"velero.io/v1","kind":"Backup","metadata":{"name":"never"},"spec":{}}"""),
            Get("{b}/b1"),
            new Exchange("PATCH", "{b}/b1?fieldManager=edit", """[{"op":"add","path":"/spec/ttl","value":"3h"},{"op":"test","path":"/metadata/name","value":"b1"}]""")
            {
                ContentType = "application/json-patch+json",
            }]),
        new("A watch under a field selector tells of one object",
            [.. Backups(2), Get("{b}?watch=1&timeoutSeconds=1&fieldSelector=metadata.name%3Db2")]),
        new("A resource that does not exist is no path", Get("/apis/velero.io/v1/namespaces/{ns}/nothings")),
        new("A group that does not exist is no path", Get("/apis/nothing.example/v1")),
        new("An object that does not exist is not found", Get("{b}/none")),
        new("Metadata alone can be asked for", [.. Backups(1), Get("{b}") with
        {
            Accept = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io",
        }]),
        new("The server is ready", Get("/readyz"), Get("/livez")),
        new("Velero's group is discovered", Get("/apis/velero.io")),
    ];

    private static IEnumerable<ContractCase> Allowing() =>
    [
        new("An unknown token is unauthorized", Get("{b}") with { As = "stranger" }),
        new("Without a token one is anonymous", Get("{b}") with { As = "anonymous" }, Get("/readyz") with { As = "anonymous" }),
        new("Lists without the right are forbidden", Get("{b}") with { As = "nobody" }),
        new("Reads without the right name the object", Get("{b}/b1") with { As = "nobody" }),
        new("Writes without the right are forbidden",
            Post("{s}", Daily) with { As = "nobody" },
            Merge("{s}/daily", "{}") with { As = "nobody" },
            Delete("{s}/daily") with { As = "nobody" }),
        new("Cluster-wide lists without the right are forbidden",
            Get("/api/v1/namespaces") with { As = "nobody" }, Get("/apis/velero.io/v1/backups") with { As = "nobody" }),
        new("A namespace without the right is forbidden", Get("/api/v1/namespaces/{ns}") with { As = "nobody" }),
        new("Access reviews answer for oneself",
            Review("create", "schedules"), Review("create", "schedules") with { As = "nobody" },
            Review("create", "schedules") with { As = "anonymous" }),
    ];

    private static Exchange Review(string verb, string resource) => Post(
        "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
        """{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{"resourceAttributes":{"namespace":"velero","group":"velero.io",""" + $"\"verb\":\"{verb}\",\"resource\":\"{resource}\"}}}}}}");
}

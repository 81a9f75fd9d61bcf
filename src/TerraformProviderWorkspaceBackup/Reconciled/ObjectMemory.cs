using System.Text;
using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Reconciling;

namespace TerraformProviderWorkspaceBackup.Reconciled;

/// <summary>
/// What a resource of objects that stay keeps in private state: its instance token and how each cluster was at the last refresh.
/// Planning depends on this record instead of the network, so that planning twice gives the same result whatever happens
/// in between.
/// </summary>
internal sealed class ObjectMemory
{
    // Of schedules first, whose states have it.
    private const string Key = "schedule";

    /// <summary>Null before the first write of an imported resource.</summary>
    public string? Token { get; set; }

    /// <summary>
    /// Imported from another owner and not told to adopt: until the first write gives them a token of ours, a delete leaves alone
    /// what carries another's.
    /// </summary>
    public bool IsForeign { get; set; }

    /// <summary>The token that a delete asks for; null: any will do.</summary>
    public string? TokenOfDelete => Token ?? (IsForeign ? InstanceToken.New() : null);

    /// <summary>The clusters whose objects were not given the token yet: it is new, and its first write there failed.</summary>
    public SortedSet<string> Untagged { get; } = new(StringComparer.Ordinal);

    /// <summary>The clusters whose objects carried another instance's token at the last refresh.</summary>
    public SortedSet<string> TakenByOthers { get; } = new(StringComparer.Ordinal);

    /// <summary>After a move from another resource type, until the first read has found it; else null.</summary>
    public MovedObject? Moved { get; set; }

    /// <summary>
    /// Tells this resource's plans from another's: kept from the plan that has something replaced to the one that makes it
    /// anew. Null: there is a token, or no state yet.
    /// </summary>
    public string? PlanMark { get; set; }

    /// <summary>
    /// A create has been planned: a delete that is handed this belongs to a replacement, or to a tainted resource that is made
    /// anew.
    /// </summary>
    public bool IsCreated { get; set; }

    /// <summary>The name of what that create makes.</summary>
    public string? Successor { get; set; }

    /// <summary>The uids of the objects that a replacement deletes first.</summary>
    public List<string> Replaced { get; } = [];

    /// <summary>The objects' uids by cluster, where the state does not have them: those of 0.1 kept them here.</summary>
    public SortedDictionary<string, string> Uids { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, RecordedHealth> Health { get; } = new(StringComparer.Ordinal);

    /// <summary>By cluster, the version of Velero that answered last, where the schedule's meaning depends on it.</summary>
    public SortedDictionary<string, string> Versions { get; } = new(StringComparer.Ordinal);

    /// <summary>The selector of namespaces that <see cref="Matches"/> are of; null: none has been asked.</summary>
    public string? Selector { get; private set; }

    /// <summary>By cluster, the namespaces that matched when they were last listed; none where nothing did.</summary>
    public SortedDictionary<string, StringSet> Matches { get; } = new(StringComparer.Ordinal);

    /// <summary>What was recorded of another selector counts no more; of the same it stands until it is listed again.</summary>
    public void Select(string? selector)
    {
        if (Selector != selector)
        {
            Matches.Clear();
        }

        Selector = selector;
    }

    /// <summary>Takes another record over.</summary>
    public void SelectAs(ObjectMemory other)
    {
        Selector = other.Selector;
        Matches.Clear();
        foreach (var (cluster, matches) in other.Matches)
        {
            Matches[cluster] = matches;
        }
    }

    /// <summary>What the state knows of each cluster.</summary>
    public Dictionary<string, KnownObject> Known<TElement>(IReadOnlyDictionary<string, TElement> elements)
        where TElement : class, IElement =>
        elements.ToDictionary(
            static e => e.Key,
            e => KnownObject.Of(e.Value) with
            {
                Uid = e.Value.Uid ?? Uids.GetValueOrDefault(e.Key),
                IsTagged = !Untagged.Contains(e.Key),
            },
            StringComparer.Ordinal);

    /// <summary>What was recorded; an error and nothing when somebody has edited it into something else.</summary>
    public static bool TryRead(PrivateState state, Diagnostics diagnostics, out ObjectMemory memory)
    {
        memory = new();
        try
        {
            if (state.TryGet(Key, out var bytes))
            {
                memory = Read(bytes);
            }

            return true;
        }
        catch (Exception)
        {
            // Whatever shape it has, there is but one thing to say; and its own words may quote it.
            diagnostics.AddError("Unreadable Private State",
                "The data that this provider keeps beside the resource (its private state) is not what it wrote: the state was "
                + "edited, or damaged. Nothing was read or changed on any cluster.\n\nGo back to an earlier version of the state, or "
                + "remove the resource from the state (state rm) and import it again. Nothing on the clusters changes meanwhile.");
            return false;
        }
    }

    private static ObjectMemory Read(ReadOnlySpan<byte> bytes)
    {
        var memory = new ObjectMemory();
        var json = JsonNode.Parse(bytes)!.AsObject();

        memory.Token = (string?)json["token"];
        memory.IsForeign = (bool?)json["foreign"] ?? false;
        memory.Untagged.UnionWith(Texts(json["untagged"]));
        memory.TakenByOthers.UnionWith(Texts(json["taken"]));
        if (json["moved"] is JsonObject moved)
        {
            memory.Moved = new(
                (string)moved["name"]!, (string)moved["velero_namespace"]!, (string?)moved["uid"],
                moved["spec"] as JsonObject);
        }

        memory.PlanMark = (string?)json["plan"];
        memory.IsCreated = (bool?)json["create"] ?? false;
        memory.Successor = (string?)json["successor"];
        memory.Replaced.AddRange(Texts(json["replaced"]));
        foreach (var (cluster, node) in json["uids"] as JsonObject ?? [])
        {
            memory.Uids[cluster] = (string)node!;
        }

        foreach (var (cluster, node) in json["known"] as JsonObject ?? [])
        {
            if ((string?)node!["uid"] is { } uid)
            {
                memory.Uids[cluster] = uid;
            }
        }

        foreach (var (cluster, node) in json["health"] as JsonObject ?? [])
        {
            var fault = (string?)node!["fault"];
            memory.Health[cluster] = new(
                (string?)node["uid"],
                fault is not null && Enum.TryParse<FaultKind>(fault, out var kind) ? kind : null);
        }

        memory.Selector = (string?)json["selector"];
        foreach (var (cluster, names) in json["matches"] as JsonObject ?? [])
        {
            memory.Matches[cluster] = StringSet.From(names!.AsArray().Select(static name => (string)name!));
        }

        foreach (var (cluster, version) in json["versions"] as JsonObject ?? [])
        {
            memory.Versions[cluster] = (string)version!;
        }

        return memory;
    }

    public void Write(PrivateState state)
    {
        var json = new JsonObject { ["token"] = Token };
        if (IsForeign && (Token is null || Untagged.Count > 0))
        {
            json["foreign"] = true;
        }

        if (Untagged.Count > 0)
        {
            json["untagged"] = Array(Untagged);
        }

        if (TakenByOthers.Count > 0)
        {
            json["taken"] = Array(TakenByOthers);
        }

        if (Uids.Count > 0)
        {
            json["uids"] = Object(Uids, static uid => JsonValue.Create(uid));
        }

        if (PlanMark is not null)
        {
            json["plan"] = PlanMark;
        }

        if (IsCreated)
        {
            json["create"] = true;
        }

        if (Successor is not null)
        {
            json["successor"] = Successor;
        }

        if (Replaced.Count > 0)
        {
            json["replaced"] = Array(Replaced);
        }

        json["health"] = Object(Health, static recorded =>
        {
            var health = new JsonObject { ["uid"] = recorded.ClusterUid };
            if (recorded.Fault is { } fault)
            {
                health["fault"] = fault.ToString();
            }

            return health;
        });
        if (Versions.Count > 0)
        {
            json["versions"] = Object(Versions, static version => JsonValue.Create(version));
        }

        if (Selector is not null)
        {
            json["selector"] = Selector;
            json["matches"] = Object(
                Matches, static names => new JsonArray([.. names.Select(static name => (JsonNode)name)]));
        }

        if (Moved is not null)
        {
            json["moved"] = new JsonObject
            {
                ["name"] = Moved.Name,
                ["velero_namespace"] = Moved.VeleroNamespace,
                ["uid"] = Moved.Uid,
                ["spec"] = Moved.Spec?.DeepClone(),
            };
        }

        state.Set(Key, Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    private static IEnumerable<string> Texts(JsonNode? node) => (node as JsonArray ?? []).Select(static text => (string)text!);

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(static text => (JsonNode)text)]);

    private static JsonObject Object<T>(IEnumerable<KeyValuePair<string, T>> entries, Func<T, JsonNode> toJson) =>
        new(entries.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, toJson(entry.Value))));
}

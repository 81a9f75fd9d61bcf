using System.Text.Json;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>The shapes that Velero's <c>BackupSpec</c> is made of.</summary>
internal static class JsonShapes
{
    public static readonly JsonShape<string?> Text = new(
        (node, path, findings) => AsString(node, path, findings) is { Length: > 0 } text ? text : null,
        text => Json(text!));

    /// <summary>
    /// Read strictly as Go's <c>time.ParseDuration</c> does: what it refuses is kept as it stands and reported, so
    /// that it shows as drift and the next write removes it.
    /// </summary>
    public static readonly JsonShape<string?> Duration = new(
        (node, path, findings) =>
        {
            if (AsString(node, path, findings) is not { } text)
            {
                return null;
            }

            if (!GoDuration.TryParse(text, out var duration, out _))
            {
                findings.BadDuration(path, text);
                return text;
            }

            return duration == GoDuration.Zero ? null : duration.ToString();
        },
        text => Json(GoDuration.TryParse(text, out var duration, out _) ? duration.ToString() : text!));

    public static readonly JsonShape<bool?> Flag = new(
        (node, path, findings) => node.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => Unreadable<bool?>(path, "a boolean", findings),
        },
        flag => JsonValue.Create(flag!.Value));

    public static readonly JsonShape<long?> Count = new(
        (node, path, findings) => node is JsonValue value && value.TryGetValue(out long count)
            ? count == 0 ? null : count
            : Unreadable<long?>(path, "an integer", findings),
        count => JsonValue.Create(count!.Value));

    public static readonly JsonShape<StringSet?> Names = new(
        (node, path, findings) => Strings(node, path, findings) is { Count: > 0 } names ? StringSet.From(names) : null,
        names => Array(names));

    /// <summary>Velero's CLI writes <c>["*"]</c> for "all of them", which an absent list means as well.</summary>
    public static readonly JsonShape<StringSet?> NamesOrAll = new(
        (node, path, findings) => Names.Read(node, path, findings) is { } names && names is not ["*"] ? names : null,
        names => Array(names));

    public static readonly JsonShape<StringMap?> Map = new(
        (node, path, findings) => Strings(node as JsonObject, path, findings, node) is { Count: > 0 } map ? map : null,
        Object);

    public static readonly JsonShape<LabelSelector?> Selector = new(
        (node, path, findings) => ReadSelector(node, path, findings) is { } selector
                && selector != LabelSelector.Everything ? selector : null,
        WriteSelector);

    /// <summary>Of a Backup, where an empty selector is not as good as none: Velero makes a query of it that no API server reads.</summary>
    public static readonly JsonShape<LabelSelector?> SelectorOrEmpty = new(ReadSelector, WriteSelector);

    /// <summary>Within a list an empty selector counts: it selects everything.</summary>
    public static readonly JsonShape<ValueList<LabelSelector>?> Selectors = List(ReadSelector, WriteSelector);

    public static readonly JsonShape<ValueList<ResourceHook>?> Hooks = List(ReadHook, WriteHook);

    public static readonly JsonShape<ResourcePolicy?> Policy = new(
        (node, path, findings) => node is JsonObject policy
            ? new ResourcePolicy(
                Text.Read(policy["kind"], $"{path}.kind", findings) ?? "",
                Text.Read(policy["name"], $"{path}.name", findings) ?? "")
            : Unreadable<ResourcePolicy?>(path, "an object", findings),
        policy => new JsonObject { ["kind"] = Json(policy!.Kind), ["name"] = Json(policy.Name) });

    private static readonly JsonShape<ValueList<LabelSelectorRequirement>?> Requirements = List(
        (node, path, findings) => node is JsonObject requirement
            ? new LabelSelectorRequirement(
                Text.Read(requirement["key"], $"{path}.key", findings) ?? "",
                Text.Read(requirement["operator"], $"{path}.operator", findings) ?? "",
                Names.Read(requirement["values"], $"{path}.values", findings) ?? StringSet.Empty)
            : Unreadable<LabelSelectorRequirement>(path, "an object", findings),
        requirement => Compact(
            ("key", Json(requirement.Key)),
            ("operator", Json(requirement.Operator)),
            ("values", requirement.Values.Count == 0 ? null : Array(requirement.Values))));

    private static readonly JsonShape<ValueList<ExecHook>?> Execs = List(ReadExec, WriteExec);

    public static JsonNode Json(string text) => JsonValue.Create(text)!;

    public static JsonObject Object(StringMap? map)
    {
        var result = new JsonObject();
        foreach (var (key, value) in map ?? StringMap.Empty)
        {
            result[key] = Json(value);
        }

        return result;
    }

    /// <summary>
    /// The string entries of an object; others are reported and left out. Null when it is no object.
    /// </summary>
    public static StringMap? Strings(JsonObject? map, string path, ObjectFindings findings, JsonNode? node)
    {
        if (map is null)
        {
            return node is null ? null : Unreadable<StringMap>(path, "an object", findings);
        }

        var entries = new List<KeyValuePair<string, string>>(map.Count);
        foreach (var (key, value) in map)
        {
            if (value is not null && AsString(value, $"{path}.{key}", findings) is { } text)
            {
                entries.Add(new(key, text));
            }
        }

        return new StringMap(entries);
    }

    private static JsonShape<ValueList<T>?> List<T>(
        Func<JsonNode, string, ObjectFindings, T?> read, Func<T, JsonNode> write)
        where T : class => new(
        (node, path, findings) =>
        {
            if (node is not JsonArray array)
            {
                return Unreadable<ValueList<T>>(path, "a list", findings);
            }

            var items = new List<T>(array.Count);
            for (var index = 0; index < array.Count; index++)
            {
                if (array[index] is { } element && read(element, $"{path}[{index}]", findings) is { } item)
                {
                    items.Add(item);
                }
            }

            return items.Count == 0 ? null : items.ToValueList();
        },
        list =>
        {
            var array = new JsonArray();
            foreach (var item in list!)
            {
                array.Add(write(item));
            }

            return array;
        });

    private static LabelSelector? ReadSelector(JsonNode node, string path, ObjectFindings findings) =>
        node is JsonObject selector
            ? new LabelSelector
            {
                MatchLabels = Map.Read(selector["matchLabels"], $"{path}.matchLabels", findings) ?? StringMap.Empty,
                MatchExpressions =
                    Requirements.Read(selector["matchExpressions"], $"{path}.matchExpressions", findings) ?? [],
            }
            : Unreadable<LabelSelector>(path, "an object", findings);

    private static JsonNode WriteSelector(LabelSelector? selector) => Compact(
        ("matchLabels", selector!.MatchLabels.Count == 0 ? null : Object(selector.MatchLabels)),
        ("matchExpressions",
            selector.MatchExpressions.Count == 0 ? null : Requirements.Write(selector.MatchExpressions)));

    private static ResourceHook? ReadHook(JsonNode node, string path, ObjectFindings findings) =>
        node is JsonObject hook
            ? new ResourceHook
            {
                Name = Text.Read(hook["name"], $"{path}.name", findings) ?? "",
                IncludedNamespaces =
                    NamesOrAll.Read(hook["includedNamespaces"], $"{path}.includedNamespaces", findings),
                ExcludedNamespaces = Names.Read(hook["excludedNamespaces"], $"{path}.excludedNamespaces", findings),
                IncludedResources = Names.Read(hook["includedResources"], $"{path}.includedResources", findings),
                ExcludedResources = Names.Read(hook["excludedResources"], $"{path}.excludedResources", findings),
                LabelSelector = Selector.Read(hook["labelSelector"], $"{path}.labelSelector", findings),
                Pre = Execs.Read(hook["pre"], $"{path}.pre", findings) ?? [],
                Post = Execs.Read(hook["post"], $"{path}.post", findings) ?? [],
            }
            : Unreadable<ResourceHook>(path, "an object", findings);

    private static JsonNode WriteHook(ResourceHook hook) => Compact(
        ("name", Json(hook.Name)),
        ("includedNamespaces", NamesOrAll.Write(hook.IncludedNamespaces)),
        ("excludedNamespaces", Names.Write(hook.ExcludedNamespaces)),
        ("includedResources", Names.Write(hook.IncludedResources)),
        ("excludedResources", Names.Write(hook.ExcludedResources)),
        ("labelSelector", Selector.Write(hook.LabelSelector)),
        ("pre", hook.Pre.Count == 0 ? null : Execs.Write(hook.Pre)),
        ("post", hook.Post.Count == 0 ? null : Execs.Write(hook.Post)));

    private static ExecHook? ReadExec(JsonNode node, string path, ObjectFindings findings)
    {
        if ((node as JsonObject)?["exec"] is not JsonObject exec)
        {
            return Unreadable<ExecHook>($"{path}.exec", "an object", findings);
        }

        path += ".exec";
        return new ExecHook
        {
            Command = exec["command"] is { } command
                ? (Strings(command, $"{path}.command", findings) ?? []).ToValueList()
                : [],
            Container = Text.Read(exec["container"], $"{path}.container", findings),
            OnError = Text.Read(exec["onError"], $"{path}.onError", findings),
            Timeout = Duration.Read(exec["timeout"], $"{path}.timeout", findings),
        };
    }

    private static JsonNode WriteExec(ExecHook hook) => new JsonObject
    {
        ["exec"] = Compact(
            ("command", Array(hook.Command)),
            ("container", Text.Write(hook.Container)),
            ("onError", Text.Write(hook.OnError)),
            ("timeout", Duration.Write(hook.Timeout))),
    };

    private static List<string>? Strings(JsonNode node, string path, ObjectFindings findings)
    {
        if (node is not JsonArray array)
        {
            return Unreadable<List<string>>(path, "a list of strings", findings);
        }

        var items = new List<string>(array.Count);
        for (var index = 0; index < array.Count; index++)
        {
            if (array[index] is { } element && AsString(element, $"{path}[{index}]", findings) is { } text)
            {
                items.Add(text);
            }
        }

        return items;
    }

    private static string? AsString(JsonNode node, string path, ObjectFindings findings) =>
        Kubernetes.Json.Text(node) ?? Unreadable<string>(path, "a string", findings);

    private static T? Unreadable<T>(string path, string expected, ObjectFindings findings)
    {
        findings.Unreadable(path, expected);
        return default;
    }

    private static JsonArray Array(IEnumerable<string>? items)
    {
        var array = new JsonArray();
        foreach (var item in items ?? [])
        {
            array.Add(Json(item));
        }

        return array;
    }

    private static JsonObject Compact(params ReadOnlySpan<(string Key, JsonNode? Value)> properties)
    {
        var result = new JsonObject();
        foreach (var (key, value) in properties)
        {
            if (value is not null)
            {
                result[key] = value;
            }
        }

        return result;
    }
}

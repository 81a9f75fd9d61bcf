using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.ManagedFields;
using VeleroSandbox.Schemas;

namespace VeleroSandbox.Storage;

/// <summary>
/// Every write to one cluster, with the API server's order of checks. HTTP requests, Velero's controllers and tests all
/// write through it, each under its own manager name.
/// </summary>
/// <param name="modern">False answers as Kubernetes 1.20 does, which knows no field validation.</param>
internal sealed class ObjectRegistry(ObjectStore store, ResourceCatalog catalog, TimeProvider time, bool modern)
{
    private const string NameAlphabet = "bcdfghjklmnpqrstvwxz2456789";

    public ObjectStore Store => store;

    public ResourceCatalog Catalog => catalog;

    public WriteResult Create(WriteRequest request, JsonObject body)
    {
        lock (store.Gate)
        {
            var type = request.Type;
            WriteBody.CheckKind(type, body, request.Name);
            var unknown = WriteBody.Complete(body, type);
            var metadata = body.Make("metadata");
            if (metadata.Text("namespace") is { Length: > 0 } named && named != request.Namespace)
            {
                throw ApiException.BadRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
            }

            CheckNamespace(request);
            if (metadata.Text("resourceVersion") is { Length: > 0 } && !request.DryRun)
            {
                throw new ApiException(500, null, "resourceVersion should not be set on objects to be created");
            }

            if (metadata.Text("name") is not { Length: > 0 } && metadata.Text("generateName") is { Length: > 0 } prefix)
            {
                metadata["name"] = prefix + new string(Random.Shared.GetItems(NameAlphabet.AsSpan(), 5));
            }

            WriteBody.Strict(modern, request, unknown, patched: null);
            foreach (var field in new[] { "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds",
                "managedFields" })
            {
                metadata.Remove(field);
            }

            if (type.Namespaced)
            {
                metadata["namespace"] = request.Namespace;
            }

            metadata["uid"] = Guid.NewGuid().ToString();
            metadata["creationTimestamp"] = Now;
            metadata["generation"] = 1;
            if (!type.IsCustom)
            {
                BuiltIn.BeforeCreate(type, body);
            }

            Validate(type, body);
            Ownership.Update([], body, type, request.Manager, Now);
            var name = metadata.Text("name")!;
            if (store.Get(type, request.Namespace, name) is not null)
            {
                throw ApiException.AlreadyExists(type, name);
            }

            return new WriteResult(Save(request, null, body), Created: true);
        }
    }

    /// <summary>Stores a new object as it is: nothing is checked, and no manager owns its fields.</summary>
    public void Seed(ResourceType type, string @namespace, JsonObject value)
    {
        lock (store.Gate)
        {
            value["apiVersion"] = type.GroupVersion;
            value["kind"] = type.Kind;
            var metadata = value.Make("metadata");
            if (type.Namespaced)
            {
                metadata["namespace"] ??= @namespace;
            }

            metadata["uid"] ??= Guid.NewGuid().ToString();
            metadata["creationTimestamp"] ??= Now;
            metadata["generation"] ??= 1;
            metadata["resourceVersion"] = $"{store.NextRevision()}";
            store.Put(type, null, StoredObject.Of(value));
        }
    }

    /// <summary>PUT.</summary>
    public WriteResult Replace(WriteRequest request, JsonObject body)
    {
        lock (store.Gate)
        {
            var type = request.Type;
            if (body.Text("metadata", "name") is { Length: > 0 } named && named != request.Name)
            {
                throw ApiException.BadRequest(
                    $"the name of the object ({named}) does not match the name on the URL ({request.Name})");
            }

            WriteBody.CheckKind(type, body, request.Name);
            var stored = Find(request);
            if (body.Text("metadata", "uid") is { Length: > 0 } uid && uid != stored.Uid)
            {
                throw ApiException.Conflict(
                    type,
                    request.Name,
                    $"Precondition failed: UID in precondition: {uid}, UID in object meta: {stored.Uid}");
            }

            WriteBody.Strict(modern, request, WriteBody.Complete(body, type), patched: null);
            return Update(request, stored, stored.Read(), body, Ownership.Update);
        }
    }

    /// <summary>PATCH that turns the stored object into another: a merge patch, a JSON patch.</summary>
    public WriteResult Patch(WriteRequest request, Func<JsonObject, JsonNode?> change)
    {
        lock (store.Gate)
        {
            var stored = Find(request);
            var before = stored.Read();
            if (change((JsonObject)before.DeepClone()) is not JsonObject after)
            {
                throw ApiException.InvalidPatch("", "couldn't get version/kind; json parse error");
            }

            WriteBody.CheckKind(request.Type, after, request.Name);
            if (after.Text("metadata", "name") is { } named && named != request.Name)
            {
                throw ApiException.BadRequest(
                    $"the name of the object ({named}) does not match the name on the URL ({request.Name})");
            }

            after.Make("metadata");
            WriteBody.Strict(modern, request, WriteBody.Complete(after, request.Type), after);
            return Update(request, stored, before, after, Ownership.Update);
        }
    }

    /// <summary>Server-side apply.</summary>
    public WriteResult Apply(WriteRequest request, JsonObject configuration, bool force)
    {
        lock (store.Gate)
        {
            var type = request.Type;
            ApplyChecks.Check(type, request, configuration);
            if (store.Get(type, request.Namespace, request.Name) is not { } stored)
            {
                return Applied(request, configuration);
            }

            var live = stored.Read();
            var conflicts = Ownership.Apply(live, configuration, type, request.Manager, Now, force, out var result);
            if (conflicts.Count > 0)
            {
                throw ApplyChecks.Conflict(conflicts);
            }

            if (configuration.Text("metadata", "resourceVersion") is { Length: > 0 } version)
            {
                result.Make("metadata")["resourceVersion"] = version;
            }

            WriteBody.Complete(result, type);
            return Update(request, stored, live, result, ownership: null);
        }
    }

    /// <summary>DELETE.</summary>
    /// <returns>The object, still there when finalizers hold it, and whether it is gone.</returns>
    public (JsonObject Object, bool Gone) Delete(WriteRequest request, string? uid, string? resourceVersion)
    {
        lock (store.Gate)
        {
            var type = request.Type;
            var stored = Find(request);
            if (uid is not null && uid != stored.Uid)
            {
                throw ApiException.Precondition(
                    type,
                    request.Name,
                    $"the UID in the precondition ({uid}) does not match the UID in record ({stored.Uid}). "
                    + "The object might have been deleted and then recreated");
            }

            if (resourceVersion is not null && resourceVersion != $"{stored.ResourceVersion}")
            {
                throw ApiException.Precondition(
                    type,
                    request.Name,
                    $"the ResourceVersion in the precondition ({resourceVersion}) does not match the ResourceVersion "
                    + $"in record ({stored.ResourceVersion}). The object might have been modified");
            }

            var value = stored.Read();
            if (value.Texts("metadata", "finalizers").Count == 0)
            {
                if (!request.DryRun)
                {
                    Erase(type, stored, value);
                    EmptyNamespace(type, request.Name);
                }

                return (value, true);
            }

            if (!stored.Deleting)
            {
                var metadata = value.Make("metadata");
                metadata["deletionTimestamp"] = Now;
                metadata["deletionGracePeriodSeconds"] = 0;
                metadata["generation"] = (metadata["generation"]?.GetValue<long>() ?? 0) + 1;
                value = Save(request, stored, value);
            }

            return (value, false);
        }
    }

    /// <summary>Erases all objects of kinds that are no longer served.</summary>
    public void Forget(IEnumerable<ResourceType> types)
    {
        lock (store.Gate)
        {
            foreach (var type in types)
            {
                foreach (var item in store.All(type).ToList())
                {
                    Erase(type, item, item.Read());
                }
            }
        }
    }

    private string Now => time.GetUtcNow().ToKubernetesTime();

    private WriteResult Applied(WriteRequest request, JsonObject configuration)
    {
        var type = request.Type;
        CheckNamespace(request);
        if (configuration.Text("metadata", "uid") is { Length: > 0 } uid)
        {
            throw ApiException.Conflict(type, request.Name,
                $"uid mismatch: the provided object specified uid {uid}, and no existing object was found");
        }

        Ownership.Apply([], configuration, type, request.Manager, Now, force: true, out var created);
        var metadata = created.Make("metadata");
        metadata["name"] = request.Name;
        if (type.Namespaced)
        {
            metadata["namespace"] = request.Namespace;
        }

        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = Now;
        metadata["generation"] = 1;
        WriteBody.Complete(created, type);
        Validate(type, created);
        return new WriteResult(Save(request, null, created), Created: true);
    }

    private WriteResult Update(
        WriteRequest request,
        StoredObject stored,
        JsonObject before,
        JsonObject after,
        Action<JsonObject, JsonObject, ResourceType, string, string>? ownership)
    {
        var type = request.Type;
        var metadata = after.Make("metadata");
        var old = before.Make("metadata");
        if (metadata.Text("resourceVersion") is not { Length: > 0 } version)
        {
            throw ApiException.Invalid(
                type.Group,
                type.Plural,
                request.Name,
                [FieldError.Invalid("metadata.resourceVersion", "0x0", "must be specified for an update")]);
        }

        if (version != $"{stored.ResourceVersion}")
        {
            throw ApiException.Modified(type, request.Name);
        }

        var errors = new List<FieldError>();
        if (metadata.Text("uid") is { Length: > 0 } uid && uid != stored.Uid)
        {
            errors.Add(FieldError.Invalid("metadata.uid", FieldError.Quoted(uid), "field is immutable"));
        }

        string[] kept = ["uid", "name", "namespace", "creationTimestamp", "generation", "deletionTimestamp",
            "deletionGracePeriodSeconds", "resourceVersion"];
        foreach (var field in kept)
        {
            metadata.Remove(field);
            if (old[field] is { } value)
            {
                metadata[field] = value.DeepClone();
            }
        }

        metadata.Remove("selfLink");
        Validate(type, after, errors);
        if (ownership is not null)
        {
            ownership(before, after, type, request.Manager, Now);
        }

        if (JsonNode.DeepEquals(before, after))
        {
            return new WriteResult(after);
        }

        if (!SameContent(before, after) && old["generation"] is { } generation)
        {
            metadata["generation"] = generation.GetValue<long>() + 1;
        }

        if (stored.Deleting && after.Texts("metadata", "finalizers").Count == 0)
        {
            if (!request.DryRun)
            {
                Erase(type, stored, after);
            }

            return new WriteResult(after);
        }

        return new WriteResult(Save(request, stored, after));
    }

    private JsonObject Save(WriteRequest request, StoredObject? before, JsonObject value)
    {
        if (request.DryRun)
        {
            return value;
        }

        value.Make("metadata")["resourceVersion"] = $"{store.NextRevision()}";
        store.Put(request.Type, before, StoredObject.Of(value));
        return value;
    }

    private void Erase(ResourceType type, StoredObject stored, JsonObject last)
    {
        var gone = (JsonObject)last.DeepClone();
        gone.Make("metadata")["resourceVersion"] = $"{store.NextRevision()}";
        store.Remove(type, stored, StoredObject.Of(gone));
    }

    // What the namespace controller does in a real cluster, at once.
    private void EmptyNamespace(ResourceType type, string @namespace)
    {
        if (type == catalog.Namespaces)
        {
            foreach (var inner in catalog.Types.Where(inner => inner.Namespaced))
            {
                foreach (var item in store.All(inner, @namespace).ToList())
                {
                    Erase(inner, item, item.Read());
                }
            }
        }
    }

    private StoredObject Find(WriteRequest request) =>
        store.Get(request.Type, request.Namespace, request.Name)
        ?? throw ApiException.NotFound(request.Type, request.Name);

    private void CheckNamespace(WriteRequest request)
    {
        if (!request.Type.Namespaced)
        {
            return;
        }

        if (store.Get(catalog.Namespaces, "", request.Namespace) is not { } @namespace)
        {
            throw ApiException.NotFound(catalog.Namespaces, request.Namespace);
        }

        if (@namespace.Phase == "Terminating")
        {
            throw new ApiException(
                403,
                "Forbidden",
                $"{request.Type.GroupResource} \"{request.Name}\" is forbidden: unable to create new content in "
                + $"namespace {request.Namespace} because it is being terminated");
        }
    }

    private void Validate(ResourceType type, JsonObject body, List<FieldError>? found = null)
    {
        var errors = found ?? [];
        errors.AddRange(MetadataValidation.Validate(body, type));
        if (type.Schema is not null)
        {
            errors.AddRange(SchemaValidation.Validate(body, type.Schema, modern));
        }

        if (errors.Count > 0)
        {
            throw ApiException.Invalid(type, body.Text("metadata", "name") ?? "", errors);
        }
    }

    private static bool SameContent(JsonObject before, JsonObject after) =>
        before.Count == after.Count
        && before.All(field => field.Key == "metadata"
            || (after.TryGetPropertyValue(field.Key, out var value) && JsonNode.DeepEquals(field.Value, value)));
}

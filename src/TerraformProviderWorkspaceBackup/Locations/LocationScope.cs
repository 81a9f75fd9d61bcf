using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Reconciled;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Locations;

namespace TerraformProviderWorkspaceBackup.Locations;

/// <inheritdoc cref="ReconciledScope{TDeclaration}"/>
/// <param name="Prefixes">By cluster, where its backups go. Null: not known yet.</param>
internal sealed record LocationScope(StringSet? Targets, LocationDeclaration? Declaration, StringMap? Prefixes)
    : ReconciledScope<LocationDeclaration>(Targets, Declaration)
{
    /// <summary>Adds an error for everything that contradicts the provider's configuration.</summary>
    /// <param name="prior">What the state says; null: there is none.</param>
    public static LocationScope Of(
        BackupLocationModel model, BackupLocationModel? prior, ConfiguredWorkspace workspace, Diagnostics diagnostics)
    {
        // Values that were unknown at validation are checked where they turn out; what only warns was said there.
        var rules = new Diagnostics();
        LocationRules.Check(model, rules);
        foreach (var error in rules.Where(static found => found.Severity == Severity.Error))
        {
            diagnostics.Add(error);
        }

        var targets = Workspace.Targets.Of(
            model.Get(BackupLocationModel.Clusters), workspace, BackupLocationModel.Clusters, diagnostics);
        var prefixes = targets is null ? null : PrefixesOf(model, prior, workspace, targets);
        var peers = prefixes is null ? null : PeersOf(model, workspace, targets!, diagnostics);
        var declaration = peers is null ? null : DeclarationOf(model, workspace, prefixes!, peers);
        if (declaration is not null)
        {
            CheckPlaces(declaration, diagnostics);
        }

        return new(targets, declaration, prefixes);
    }

    /// <summary>A folder once given is kept; the others follow from the argument.</summary>
    public static StringMap? PrefixesOf(
        BackupLocationModel model, BackupLocationModel? prior, ConfiguredWorkspace workspace, StringSet targets)
    {
        var kept = (prior ?? model).Folders;
        return workspace.Name.TryGetKnown(out var name) && model.Get(BackupLocationModel.Prefix).TryGetKnown(out var prefix)
            ? new StringMap(targets.Select(cluster => KeyValuePair.Create(
                cluster, kept.GetValueOrDefault(cluster) ?? StoredPlace.Expand(prefix, name, cluster).Trim('/'))))
            : null;
    }

    private static void CheckPlaces(LocationDeclaration declaration, Diagnostics diagnostics)
    {
        if (declaration.AccessMode != "ReadWrite")
        {
            return;
        }

        var overlaps = StoredPlace.Overlaps(
            [.. declaration.Prefixes.Select(one => new StoredPlace(one.Key, declaration.Provider, "", declaration.Bucket, one.Value))]);
        if (overlaps is [var (outer, inner), ..])
        {
            diagnostics.AddError("Two Clusters In One Place",
                $"The backups of clusters \"{outer.Cluster}\" and \"{inner.Cluster}\" would go to bucket \"{declaration.Bucket}\", prefixes "
                + $"\"{outer.Prefix}\" and \"{inner.Prefix}\"{(overlaps.Count > 1 ? $", and {overlaps.Count - 1} more pairs of clusters likewise" : "")}. "
                + "Clusters that share a place take each other's backups for their own: they show up, expire and are deleted on both.\n\n"
                + "Write {cluster} into prefix, as in \"{workspace}/{cluster}\".",
                BackupLocationModel.Prefix);
        }
    }

    /// <summary>The clusters that see each other's folders; null: not known yet.</summary>
    private static StringSet? PeersOf(
        BackupLocationModel model, ConfiguredWorkspace workspace, StringSet targets, Diagnostics diagnostics)
    {
        const int most = 20;
        if (!model.Raw(BackupLocationModel.Peers).IsWhollyKnown)
        {
            return null;
        }

        if (!model.Get(BackupLocationModel.Peers).TryGetKnown(out var named))
        {
            return StringSet.Empty;
        }

        if (named.Contains("*") && targets.Count > most)
        {
            diagnostics.AddError("Too Many Peers",
                $"peers = [\"*\"] would give each of the {targets.Count} clusters {targets.Count - 1} more locations, and Velero lists the object store "
                + $"for each of them again and again; it is for {most} clusters at most.\n\n"
                + "Name the clusters that are to restore each other's backups.",
                BackupLocationModel.Peers);
            return null;
        }

        var peers = named.Contains("*")
            ? targets
            : Workspace.Targets.Of(Value.Of(named), workspace, BackupLocationModel.Peers, diagnostics) ?? StringSet.Empty;
        if (peers.Except(targets).ToList() is [var outside, ..] && !diagnostics.HasErrors)
        {
            diagnostics.AddError("Peer Without A Location",
                $"peers names \"{outside}\", which clusters does not: this resource gives it no folder that others could see.\n\n"
                + "Add it to clusters, or take it out of peers.",
                BackupLocationModel.Peers);
        }

        if (model.Get(BackupLocationModel.Name).TryGetKnown(out var name)
            && peers.Count > 1
            && peers.Select(peer => LocationKind.PeerName(name, peer)).FirstOrDefault(static one => LocationKind.NameError(one) is not null)
                is { } longest)
        {
            diagnostics.AddError("Invalid Name",
                $"The location through which peers see a folder would be called \"{longest}\", and {LocationKind.NameError(longest)}\n\n"
                + "Give the location a shorter name.",
                BackupLocationModel.Peers);
        }

        return peers;
    }

    private static LocationDeclaration? DeclarationOf(
        BackupLocationModel model, ConfiguredWorkspace workspace, StringMap prefixes, StringSet peers)
    {
        SchemaAttribute[] arguments =
        [
            BackupLocationModel.Name, BackupLocationModel.StorageProvider, BackupLocationModel.Bucket, BackupLocationModel.Config,
            BackupLocationModel.CredentialSecret, BackupLocationModel.CredentialWoVersion, BackupLocationModel.AccessMode, BackupLocationModel.Default, BackupLocationModel.BackupSyncPeriod,
            BackupLocationModel.ValidationFrequency, BackupLocationModel.CaCert, BackupLocationModel.CaCertRef, BackupLocationModel.Wait,
            BackupLocationModel.IgnoreDrift,
        ];
        if (!arguments.All(argument => model.Raw(argument).IsWhollyKnown))
        {
            return null;
        }

        var config = model.Get(BackupLocationModel.Config);
        return new()
        {
            Workspace = workspace.Name.Known,
            Name = model.Get(BackupLocationModel.Name).Known,
            ObjectName = model.Get(BackupLocationModel.Location).TryGetKnown(out var called) ? called : null,
            Provider = model.Get(BackupLocationModel.StorageProvider).Known,
            Bucket = model.Get(BackupLocationModel.Bucket).Known,
            Prefixes = prefixes,
            Config = config.IsNull ? StringMap.Empty : new StringMap(config.Known),
            Credential = SecretKeyModel.KeyOf(model.Get(BackupLocationModel.CredentialSecret)),
            CredentialVersion = model.Get(BackupLocationModel.CredentialWoVersion).TryGetKnown(out var version) ? version : null,
            Peers = peers,
            AccessMode = model.Get(BackupLocationModel.AccessMode).Known,
            IsDefault = model.Get(BackupLocationModel.Default).Known,
            BackupSyncPeriod = model.Get(BackupLocationModel.BackupSyncPeriod).OrNull(),
            ValidationFrequency = model.Get(BackupLocationModel.ValidationFrequency).OrNull(),
            CaCert = model.Get(BackupLocationModel.CaCert).OrNull(),
            CaCertRef = SecretKeyModel.KeyOf(model.Get(BackupLocationModel.CaCertRef)),
            LeftToOthers = Sets.ToSet(model.Get(BackupLocationModel.IgnoreDrift)) ?? StringSet.Empty,
            Wait = model.Get(BackupLocationModel.Wait).Known,
        };
    }
}

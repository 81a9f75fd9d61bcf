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
        var declaration = prefixes is null ? null : DeclarationOf(model, workspace, prefixes);
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

    private static LocationDeclaration? DeclarationOf(BackupLocationModel model, ConfiguredWorkspace workspace, StringMap prefixes)
    {
        SchemaAttribute[] arguments =
        [
            BackupLocationModel.Name, BackupLocationModel.StorageProvider, BackupLocationModel.Bucket, BackupLocationModel.Config,
            BackupLocationModel.CredentialSecret, BackupLocationModel.AccessMode, BackupLocationModel.Default, BackupLocationModel.BackupSyncPeriod,
            BackupLocationModel.ValidationFrequency, BackupLocationModel.CaCert, BackupLocationModel.CaCertRef, BackupLocationModel.Wait,
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
            Provider = model.Get(BackupLocationModel.StorageProvider).Known,
            Bucket = model.Get(BackupLocationModel.Bucket).Known,
            Prefixes = prefixes,
            Config = config.IsNull ? StringMap.Empty : new StringMap(config.Known),
            Credential = SecretKeyModel.KeyOf(model.Get(BackupLocationModel.CredentialSecret)),
            AccessMode = model.Get(BackupLocationModel.AccessMode).Known,
            IsDefault = model.Get(BackupLocationModel.Default).Known,
            BackupSyncPeriod = model.Get(BackupLocationModel.BackupSyncPeriod).OrNull(),
            ValidationFrequency = model.Get(BackupLocationModel.ValidationFrequency).OrNull(),
            CaCert = model.Get(BackupLocationModel.CaCert).OrNull(),
            CaCertRef = SecretKeyModel.KeyOf(model.Get(BackupLocationModel.CaCertRef)),
            Wait = model.Get(BackupLocationModel.Wait).Known,
        };
    }
}

using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Locations;

namespace TerraformProviderWorkspaceBackup.Locations;

/// <summary>What Velero and its plugins refuse, and what they take and nobody can mean.</summary>
internal sealed class LocationRules : IConfigValidator
{
    public void Validate(ModelReader config, Diagnostics diagnostics) =>
        Check(config.Model<BackupLocationModel>(), diagnostics);

    /// <summary>Values that are not known yet are left for where they turn out.</summary>
    public static void Check(BackupLocationModel model, Diagnostics diagnostics)
    {
        var provider = model.Get(BackupLocationModel.StorageProvider);
        var config = model.Get(BackupLocationModel.Config);
        if (provider.TryGetKnown(out var plugin) && !config.IsUnknown)
        {
            Report(
                ObjectStoreConfig.Problems(plugin, config.TryGetKnown(out var settings) ? settings : StringMap.Empty), diagnostics);
        }

        var prefix = model.Get(BackupLocationModel.Prefix);
        Report(
            StoredPlace.Problems(
                provider.TryGetKnown(out plugin) ? plugin : "",
                model.Get(BackupLocationModel.Bucket).TryGetKnown(out var bucket) ? bucket : "unknown",
                prefix.TryGetKnown(out var folder) ? folder : ""),
            diagnostics);
        if (!model.Raw(BackupLocationModel.CaCert).IsNull && !model.Raw(BackupLocationModel.CaCertRef).IsNull)
        {
            diagnostics.AddError("Invalid Location Setting",
                "ca_cert and ca_cert_ref are two ways to say the same, and Velero refuses a location with both.\n\nTake one of them out.",
                BackupLocationModel.CaCertRef);
        }

        CheckCredentials(model, diagnostics);
        if (model.Get(BackupLocationModel.ValidationFrequency).TryGetKnown(out var period)
            && GoDuration.TryParseWithDays(period, out var frequency, out _) && frequency.Nanoseconds == 0)
        {
            diagnostics.AddWarning("Location Not Validated Again",
                "With validation_frequency = \"0s\" Velero validates the location when it changes and never again: a lost bucket, or credentials "
                + "that have ended, are only noticed by backups that fail.\n\nLeave it out to have it validated every minute.",
                BackupLocationModel.ValidationFrequency);
        }
    }

    /// <summary>What is unknown may yet turn out to be null.</summary>
    public static void CheckCredentials(BackupLocationModel model, Diagnostics diagnostics)
    {
        var isGiven = model.Get(BackupLocationModel.CredentialWo).IsKnown;
        var version = model.Get(BackupLocationModel.CredentialWoVersion);
        if (model.Get(BackupLocationModel.CredentialSecret).IsKnown && (isGiven || version.IsKnown))
        {
            diagnostics.AddError("Invalid Location Setting",
                "credential_secret names a Secret that you made, and credential_wo with credential_wo_version has one made: a location reads one "
                + "Secret.\n\nTake one of them out.",
                version.IsKnown ? BackupLocationModel.CredentialWoVersion : BackupLocationModel.CredentialWo);
        }
        else if (isGiven && version.IsNull)
        {
            diagnostics.AddError("Invalid Location Setting",
                "credential_wo is in no state, so that Terraform cannot see when it changes: credential_wo_version tells it.\n\n"
                + "Set credential_wo_version = 1, and another number whenever the credentials change.",
                BackupLocationModel.CredentialWoVersion);
        }
    }

    private static void Report(IEnumerable<SettingProblem> problems, Diagnostics diagnostics)
    {
        foreach (var problem in problems)
        {
            const string config = "spec.config.";
            var path = problem.Field.StartsWith(config, StringComparison.Ordinal)
                ? BackupLocationModel.Config.Path.Key(problem.Field[config.Length..])
                : LocationPaths.Paths.Of(problem.Field);
            if (problem.IsError)
            {
                diagnostics.AddError("Invalid Location Setting", $"{path}: {problem.Detail}", path);
            }
            else
            {
                diagnostics.AddWarning("Doubtful Location Setting", $"{path}: {problem.Detail}", path);
            }
        }
    }
}

using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Reporting;

namespace TerraformProviderWorkspaceBackup.Locations;

/// <summary>Which argument sets which field of a BackupStorageLocation.</summary>
internal static class LocationPaths
{
    private static readonly Dictionary<string, SchemaAttribute> s_byField = new(StringComparer.Ordinal)
    {
        ["metadata.name"] = BackupLocationModel.Name,
        ["spec.provider"] = BackupLocationModel.StorageProvider,
        ["spec.objectStorage.bucket"] = BackupLocationModel.Bucket,
        ["spec.objectStorage.prefix"] = BackupLocationModel.Prefix,
        ["spec.objectStorage.caCert"] = BackupLocationModel.CaCert,
        ["spec.objectStorage.caCertRef"] = BackupLocationModel.CaCertRef,
        ["spec.config"] = BackupLocationModel.Config,
        ["spec.credential"] = BackupLocationModel.CredentialSecret,
        ["data"] = BackupLocationModel.CredentialWo,
        ["peers"] = BackupLocationModel.Peers,
        ["spec.accessMode"] = BackupLocationModel.AccessMode,
        ["spec.default"] = BackupLocationModel.Default,
        ["spec.backupSyncPeriod"] = BackupLocationModel.BackupSyncPeriod,
        ["spec.validationFrequency"] = BackupLocationModel.ValidationFrequency,
    };

    public static AttributePaths Paths { get; } = new(s_byField);

    /// <summary>The location's field that an entry of <c>settings</c> shows.</summary>
    public static string FieldOf(string setting) => setting.StartsWith("config.", StringComparison.Ordinal)
        ? $"spec.{setting}"
        : s_byField.FirstOrDefault(entry => entry.Value.Name == setting).Key ?? "";
}

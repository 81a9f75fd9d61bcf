using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>
/// What the plugins for object stores make of a location's <c>config</c>: the one for AWS refuses the location whole for
/// an unknown key, the others are held to what they document. A provider that is none of the three is not judged.
/// </summary>
public static class ObjectStoreConfig
{
    private const string Field = "spec.config";

    // The server fills these in and overwrites what stands there (pkg/persistence/object_store.go of 1.18).
    private static readonly Dictionary<string, string> s_elsewhere = new(StringComparer.Ordinal)
    {
        ["bucket"] = "the location's bucket",
        ["prefix"] = "the location's prefix",
        ["caCert"] = "the location's CA certificate",
        ["credentialsFile"] = "the location's credential",
    };

    private static readonly Provider s_aws = new(
        [
            "region", "s3Url", "publicUrl", "kmsKeyId", "customerKeyEncryptionFile", "customerKeyEncryptionSecret",
            "s3ForcePathStyle", "signatureVersion", "profile", "serverSideEncryption", "insecureSkipTLSVerify",
            "enableSharedConfig", "tagging", "checksumAlgorithm",
        ],
        AwsProblems);

    private static readonly Provider s_azure = new(
        [
            "resourceGroup", "storageAccount", "storageAccountKeyEnvVar", "subscriptionId", "storageAccountURI", "useAAD",
            "activeDirectoryAuthorityURI", "blockSizeInBytes",
        ],
        AzureProblems);

    private static readonly Provider s_gcp = new(
        ["kmsKeyName", "serviceAccount", "storeEndpoint", "universeDomain"], GcpProblems);

    private static readonly string[] s_plugins = ["aws", "azure", "gcp"];

    private static readonly string[] s_checksums = ["", "CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"];

    private static readonly string[] s_encryptions = ["AES256", "aws:fsx", "aws:kms", "aws:kms:dsse"];

    // Go's strconv.ParseBool, which both plugins read these settings with.
    private static readonly string[] s_bools =
        ["1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"];

    /// <param name="provider">The plugin, with or without <c>velero.io/</c>.</param>
    /// <param name="config">The keys and values as declared.</param>
    public static IReadOnlyList<SettingProblem> Problems(string provider, IReadOnlyDictionary<string, string> config)
    {
        var known = Of(provider);
        return
        [
            .. config.Keys.Order(StringComparer.Ordinal).SelectMany(key => KeyProblems(provider, known, key)),
            .. known is null ? [] : ValueProblems(known, config),
        ];
    }

    /// <summary>
    /// Why there is no plugin of that name, as a sentence; null when there may be one. Velero looks for exactly the name that the
    /// plugin has (pkg/plugin/clientmgmt/process/registry.go).
    /// </summary>
    public static string? ProviderProblem(string provider)
    {
        const string own = "velero.io/";
        if (provider.Trim().Length == 0)
        {
            return "must name a plugin, such as \"aws\".";
        }

        var name = provider.Trim();
        name = name.StartsWith(own, StringComparison.OrdinalIgnoreCase) ? name[own.Length..] : name;
        var meant = s_plugins.FirstOrDefault(plugin => string.Equals(plugin, name, StringComparison.OrdinalIgnoreCase));
        return provider.Any(static letter => char.IsWhiteSpace(letter) || char.IsControl(letter))
            ? $"\"{provider}\" has a blank in it, which the name of no plugin has." + (meant is null ? "" : $" Write \"{meant}\".")
            : meant is not null && provider != meant && provider != own + meant
                ? $"Velero has no plugin \"{provider}\": upper and lower case count. Write \"{meant}\"."
            : null;
    }

    /// <summary>A key that is misspelt is not missing too.</summary>
    private static IEnumerable<SettingProblem> ValueProblems(Provider known, IReadOnlyDictionary<string, string> config)
    {
        var meant = config.Keys.Except(known.Keys)
            .Select(key => NearestWord.To(key, known.Keys, maxEdits: 1))
            .Where(key => key is not null && !config.ContainsKey(key))
            .Select(static key => $"{Field}.{key}")
            .ToHashSet(StringComparer.Ordinal);
        return known.Problems(config).Where(problem => !meant.Contains(problem.Field));
    }

    private static Provider? Of(string provider) =>
        (provider.StartsWith("velero.io/", StringComparison.Ordinal) ? provider["velero.io/".Length..] : provider) switch
        {
            "aws" => s_aws,
            "azure" => s_azure,
            "gcp" => s_gcp,
            _ => null,
        };

    private static IEnumerable<SettingProblem> KeyProblems(string provider, Provider? known, string key)
    {
        if (s_elsewhere.TryGetValue(key, out var elsewhere))
        {
            yield return new($"{Field}.{key}", $"\"{key}\" does not belong here: Velero takes it from {elsewhere}. Set that instead.");
        }
        else if (known is not null && !known.Keys.Contains(key, StringComparer.Ordinal))
        {
            yield return NearestWord.To(key, known.Keys, maxEdits: 1) is { } meant
                ? new($"{Field}.{key}", $"The plugin for {provider} does not know the key \"{key}\". Write \"{meant}\".")
                : new(
                    $"{Field}.{key}",
                    $"The plugin for {provider} is not known to have the key \"{key}\". Its keys are "
                    + $"{string.Join(", ", known.Keys)}; the location becomes Unavailable if your version does not have it.",
                    IsError: false);
        }
    }

    private static IEnumerable<SettingProblem> AwsProblems(IReadOnlyDictionary<string, string> config)
    {
        foreach (var key in (string[])["s3ForcePathStyle", "insecureSkipTLSVerify", "enableSharedConfig"])
        {
            // Plugins of today know enableSharedConfig and do not read it.
            if (config.GetValueOrDefault(key) is { Length: > 0 } value && !s_bools.Contains(value, StringComparer.Ordinal))
            {
                yield return new(
                    $"{Field}.{key}", $"\"{value}\" is neither \"true\" nor \"false\".", IsError: key != "enableSharedConfig");
            }
        }

        foreach (var key in (string[])["s3Url", "publicUrl"])
        {
            if (config.GetValueOrDefault(key) is { Length: > 0 } url && !IsWebAddress(url))
            {
                yield return new(
                    $"{Field}.{key}",
                    $"\"{url}\" is not an address that starts with http:// or https://, such as https://s3.example.org.");
            }
        }

        // Without an address of its own the plugin asks AWS where the bucket is.
        if (config.GetValueOrDefault("s3Url") is { Length: > 0 } && string.IsNullOrEmpty(config.GetValueOrDefault("region")))
        {
            yield return new(
                $"{Field}.region",
                "With s3Url, region must be set too. Stores that have no regions take any text, such as \"minio\".");
        }

        // What the endpoint rules of AWS's SDK take for a region, whatever the address.
        if (config.GetValueOrDefault("region") is { Length: > 0 } region
            && (region.Length > 63 || !region.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')))
        {
            yield return new($"{Field}.region", $"\"{region}\" is not a region: up to 63 letters, digits and \"-\".");
        }

        string[] encryptions = ["kmsKeyId", "customerKeyEncryptionFile", "customerKeyEncryptionSecret"];
        if (encryptions.Where(key => config.GetValueOrDefault(key) is { Length: > 0 }).ToList() is { Count: > 1 } set)
        {
            yield return new($"{Field}.{set[1]}", $"Only one of {string.Join(" and ", set)} can be set.");
        }

        if (config.GetValueOrDefault("customerKeyEncryptionSecret") is { Length: > 0 } secret
            && secret.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
        {
            yield return new(
                $"{Field}.customerKeyEncryptionSecret",
                $"\"{secret}\" is not a Secret's name and key with a slash between them, such as \"encryption/key\".");
        }

        if (config.GetValueOrDefault("serverSideEncryption") is { Length: > 0 } encryption
            && !s_encryptions.Contains(encryption, StringComparer.Ordinal))
        {
            yield return new(
                $"{Field}.serverSideEncryption",
                $"\"{encryption}\" is not known to S3, whose values are {string.Join(", ", s_encryptions)}. The location would "
                + "become Available all the same, and every upload of a backup fail.",
                IsError: false);
        }

        if (config.GetValueOrDefault("checksumAlgorithm") is { } checksum
            && !s_checksums.Contains(checksum, StringComparer.Ordinal))
        {
            yield return new(
                $"{Field}.checksumAlgorithm",
                $"\"{checksum}\" is none of {string.Join(", ", s_checksums.Skip(1))}, or \"\" for no checksum.");
        }

        if (config.GetValueOrDefault("tagging") is { Length: > 0 } tagging && TaggingProblem(tagging) is { } problem)
        {
            yield return new($"{Field}.tagging", problem);
        }
    }

    /// <summary>As the plugin checks it; it wants two tags at least.</summary>
    private static string? TaggingProblem(string tagging)
    {
        var tags = tagging.Split('&');
        return tags.Length < 2 ? $"\"{tagging}\" must be two tags or more with & between them, such as \"team=a&stage=b\"."
            : tags.Length > 10 ? $"S3 takes ten tags for an object, and there are {tags.Length}."
            : tags.FirstOrDefault(tag => tag.Count('=') != 1) is { } wrong ? $"\"{wrong}\" is not a tag such as \"team=a\"."
            : tags.FirstOrDefault(tag => Runes(tag.Split('=')[0]) > 128 || Runes(tag.Split('=')[1]) > 248) is { } longest
                ? $"The tag \"{longest[..32]}...\" is too long: S3 takes keys of 128 characters and values of 248."
            : null;
    }

    private static int Runes(string text) => text.EnumerateRunes().Count();

    private static IEnumerable<SettingProblem> AzureProblems(IReadOnlyDictionary<string, string> config)
    {
        if (string.IsNullOrEmpty(config.GetValueOrDefault("storageAccount")))
        {
            yield return new($"{Field}.storageAccount", "The plugin for Azure needs storageAccount, the account's name.");
        }

        if (config.GetValueOrDefault("useAAD") is { Length: > 0 } useAad && !s_bools.Contains(useAad, StringComparer.Ordinal))
        {
            yield return new($"{Field}.useAAD", $"\"{useAad}\" is neither \"true\" nor \"false\".");
        }

        foreach (var key in (string[])["storageAccountURI", "activeDirectoryAuthorityURI"])
        {
            if (config.GetValueOrDefault(key) is { Length: > 0 } address && !IsWebAddress(address))
            {
                yield return new(
                    $"{Field}.{key}", $"\"{address}\" is not an address that starts with https://, such as https://account.blob.core.windows.net.");
            }
        }

        const int largestBlock = 104857600;
        if (config.GetValueOrDefault("blockSizeInBytes") is { } size
            && !(int.TryParse(size, System.Globalization.NumberStyles.None, null, out var bytes) && bytes is > 0 and <= largestBlock))
        {
            yield return new(
                $"{Field}.blockSizeInBytes", $"\"{size}\" is not a number of bytes from 1 to {largestBlock}, such as \"1048576\".");
        }
    }

    private static IEnumerable<SettingProblem> GcpProblems(IReadOnlyDictionary<string, string> config)
    {
        if (config.GetValueOrDefault("kmsKeyName") is { Length: > 0 } key
            && key.Split('/') is not ["projects", { Length: > 0 }, "locations", { Length: > 0 }, "keyRings", { Length: > 0 },
                "cryptoKeys", { Length: > 0 }])
        {
            yield return new(
                $"{Field}.kmsKeyName",
                $"\"{key}\" is not a key's name such as \"projects/p/locations/europe/keyRings/backups/cryptoKeys/key\".");
        }
    }

    // .NET forgives blanks around an address, Go does not.
    private static bool IsWebAddress(string text) => !text.Any(char.IsWhiteSpace)
        && Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") && address.Host.Length > 0;

    private sealed record Provider(
        string[] Keys, Func<IReadOnlyDictionary<string, string>, IEnumerable<SettingProblem>> Problems);
}

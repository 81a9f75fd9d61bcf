namespace VeleroSandbox.Velero;

/// <summary>What goes wrong between a DownloadRequest and the file.</summary>
public enum DownloadFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The request is never answered.</summary>
    NeverSigned,

    /// <summary>It ends Failed with a message, as in 1.19.</summary>
    Failed,

    /// <summary>The address is on a host that only the cluster knows.</summary>
    UnknownHost,

    /// <summary>The bucket has no such file.</summary>
    Missing,

    /// <summary>The bucket sends on to another host.</summary>
    Redirect,

    /// <summary>A few kilobytes that unpack to a gigabyte.</summary>
    GzipBomb,

    /// <summary>The bucket answers 403.</summary>
    Denied,
}

using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>A managed resource; derive from <see cref="Resource{TModel}"/>.</summary>
public abstract class Resource
{
    private protected Resource()
    {
    }

    /// <summary>Built once; the object lives as long as the process.</summary>
    public abstract Schema Schema { get; }

    internal abstract Schema? IdentitySchema { get; }

    internal virtual bool IdentityMayChange => false;
}

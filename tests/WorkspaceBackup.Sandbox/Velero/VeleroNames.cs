using System.Security.Cryptography;
using System.Text;

namespace VeleroSandbox.Velero;

/// <summary>How Velero makes a label value of a name that is too long for one.</summary>
internal static class VeleroNames
{
    public static string Label(string name) => name.Length <= 63
        ? name
        : name[..57] + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..6];
}

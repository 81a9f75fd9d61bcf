using System.Text;

namespace WorkspaceBackup.Velero.Kubernetes.Credentials;

/// <summary>What one request proves its identity with.</summary>
/// <param name="Authorization">The header's value; null: none.</param>
/// <param name="Certificate">The client certificate of the connection it goes over; null: none.</param>
internal sealed record Credential(string? Authorization, ClientCertificate? Certificate)
{
    public static string Bearer(string token) => "Bearer " + token;

    public static string Basic(string user, string? password) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    public override string ToString() => "Credential";
}

using System.Text;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes.Credentials;

/// <summary>
/// A token in a file, read for every request: it is small, it is swapped behind symbolic links whose times say nothing,
/// and a rotated token must be used at once.
/// </summary>
internal sealed class TokenFileSource(string path, string shown, ClientCertificate? certificate) : ICredentialSource
{
    private const int SizeLimit = 1024 * 1024;

    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken) =>
        new(new Credential(Credential.Bearer(Read()), certificate));

    public async ValueTask<Credential?> RenewAsync(Credential refused, CancellationToken cancellationToken)
    {
        Credential now = await GetAsync(cancellationToken);
        return now.Authorization == refused.Authorization ? null : now;
    }

    private string Read()
    {
        const FaultKind Kind = FaultKind.TokenFileUnreadable;
        string token = Encoding.UTF8.GetString(LimitedFile.Read(path, SizeLimit, Kind, shown)).Trim();
        return token.Length == 0 ? throw new FaultException(Kind, $"{shown} is empty")
            : token.All(c => c is > ' ' and < '\x7f') ? token
            : throw new FaultException(Kind, $"{shown} holds a blank or another character no token has");
    }
}

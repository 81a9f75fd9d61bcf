using WorkspaceBackup.Velero.Kubernetes.Transport;
using WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Transport;

public sealed class SystemRootsTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestCertificates _one = new("one");
    private readonly TestCertificates _two = new("two");

    public void Dispose()
    {
        _folder.Dispose();
        _one.Dispose();
        _two.Dispose();
    }

    [Fact]
    public void SSL_CERT_FILE_names_the_bundle()
    {
        string path = _folder.Write("bundle.pem", _one.Pem + "\n" + _two.Pem);
        Assert.Equal(["CN=one", "CN=two"], SystemRoots.Load(path, null).Select(c => c.Subject));
    }

    [Fact]
    public void SSL_CERT_DIR_names_folders_and_a_damaged_file_takes_nothing_from_the_others()
    {
        _folder.Write("a/one.pem", _one.Pem);
        _folder.Write("a/damaged.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----");
        _folder.Write("a/readme", "nothing");
        _folder.Write("b/two.pem", _two.Pem);
        string folders = $"{_folder.Path}/a:/nonexistent:{_folder.Path}/b";
        Assert.Equal(["CN=one", "CN=two"], SystemRoots.Load("/nonexistent", folders).Select(c => c.Subject).Order());
    }
}

using VeleroSandbox.Json;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Velero;

/// <summary>
/// DownloadRequests: a signed address, whether or not the file is there; for an unknown backup nothing.
/// </summary>
internal sealed class DownloadController(VeleroServer server) : Controller(server)
{
    public override string Resource => "downloadrequests";

    public override void Reconcile(StoredObject item)
    {
        var request = item.Read();
        var name = request.Text("spec", "target", "name") ?? "";
        var known = (request.Text("spec", "target", "kind") ?? "").StartsWith("Restore", StringComparison.Ordinal)
            ? Server.Find("restores", name)
            : Server.Find("backups", name);
        if (item.Phase is not ("" or "New") || known is null)
        {
            return;
        }

        Server.Change(item, value =>
        {
            var status = value.Make("status");
            status["phase"] = "Processed";
            var kind = request.Text("spec", "target", "kind");
            status["downloadURL"] = $"https://storage.example/{name}/{kind}?signature=sandbox";
            status["expiration"] = Server.Now.AddMinutes(10).ToKubernetesTime();
        });
        Server.Later(TimeSpan.FromMinutes(10), () =>
        {
            if (Server.Find(Resource, item.Name)?.Uid == item.Uid)
            {
                Server.Delete(Resource, item.Name);
            }
        });
    }
}

using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

/// <summary>A request as the server saw it.</summary>
internal sealed record SeenRequest(
    string Method, string Target, string Protocol, IHeaderDictionary Headers, string Body, X509Certificate2? Client);

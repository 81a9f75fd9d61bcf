using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;

namespace VeleroSandbox.Access;

/// <summary>The tokens and certificates one cluster knows.</summary>
public sealed class AccessControl
{
    private static readonly Identity Anonymous = new("system:anonymous", []);

    private readonly ConcurrentDictionary<string, Identity> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Identity> _users = new(StringComparer.Ordinal);

    /// <summary>Lets a token in, or gives it other rights.</summary>
    public void Allow(string token, string user, params IReadOnlyList<AccessRule> rules) =>
        _tokens[token] = new Identity(user, rules);

    /// <summary>
    /// Gives rights to a client certificate's common name. <c>system:masters</c> as organization needs none.
    /// </summary>
    public void AllowUser(string user, params IReadOnlyList<AccessRule> rules) =>
        _users[user] = new Identity(user, rules);

    /// <summary>Makes a token unknown: 401.</summary>
    public void Revoke(string token) => _tokens.TryRemove(token, out _);

    /// <returns>Null for a credential nobody knows (401).</returns>
    internal Identity? Authenticate(string? authorization, X509Certificate2? certificate, X509Certificate2 authority)
    {
        if (certificate is not null)
        {
            return FromCertificate(certificate, authority);
        }

        if (string.IsNullOrEmpty(authorization))
        {
            return Anonymous;
        }

        const string Bearer = "Bearer ";
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && _tokens.TryGetValue(authorization[Bearer.Length..].Trim(), out var identity)
                ? identity
                : null;
    }

    private Identity? FromCertificate(X509Certificate2 certificate, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (!chain.Build(certificate))
        {
            return null;
        }

        var user = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return certificate.Subject.Contains("O=system:masters", StringComparison.Ordinal)
            ? new Identity(user, [AccessRule.Everything])
            : _users.GetValueOrDefault(user, new Identity(user, []));
    }
}

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Clusters;

/// <summary>
/// Asks clusters what the configured identity may do there, each right once per process: a hundred schedules need the
/// same few.
/// </summary>
public sealed class AccessReviews
{
    private static readonly ApiPath s_reviews = new("authorization.k8s.io/v1", "selfsubjectaccessreviews");

    private readonly ConditionalWeakTable<Cluster, Answers> _asked = [];

    /// <summary>Those of the rights that are missing, in their order; or why it could not be asked.</summary>
    public async Task<Outcome<IReadOnlyList<AccessRight>>> MissingAsync(
        Cluster cluster, IReadOnlyList<AccessRight> rights, CancellationToken cancellationToken)
    {
        var asked = _asked.GetOrCreateValue(cluster);
        try
        {
            var answers = await Task.WhenAll(rights.Select(right =>
                asked.GetOrAdd(right, _ => new(() => AskAsync(cluster, right))).Value)).WaitAsync(cancellationToken);
            if (answers.FirstOrDefault(answer => !answer.Succeeded) is { Fault: { } fault })
            {
                return fault;
            }

            return rights.Where((_, index) => !answers[index].Value).ToList();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new Fault(FaultKind.Cancelled, cluster.Name, "stopped while permissions were asked for");
        }
    }

    // Not cancelled with the caller who happened to come first: the others wait for the same answer.
    private static async Task<Outcome<bool>> AskAsync(Cluster cluster, AccessRight right)
    {
        var attributes = new JsonObject
        {
            ["verb"] = right.Verb,
            ["group"] = right.Group,
            ["resource"] = right.Resource,
        };
        if (right.IsInVeleroNamespace)
        {
            attributes["namespace"] = cluster.VeleroNamespace;
        }

        var answer = await cluster.Api.CreateAsync(
            s_reviews,
            new JsonObject
            {
                ["apiVersion"] = s_reviews.GroupVersion,
                ["kind"] = "SelfSubjectAccessReview",
                ["spec"] = new JsonObject { ["resourceAttributes"] = attributes },
            },
            default,
            CancellationToken.None);
        return answer.TryGet(out var review, out var fault)
            ? Json.Flag(review, "status", "allowed") == true
            : fault;
    }

    private sealed class Answers : ConcurrentDictionary<AccessRight, Lazy<Task<Outcome<bool>>>>;
}

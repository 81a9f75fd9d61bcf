using System.Text.Json.Nodes;
using Reliability.Tests.Driver;
using VeleroSandbox;
using VeleroSandbox.Faults;
using static Reliability.Tests.Soak.SoakModel;

namespace Reliability.Tests.Soak;

/// <summary>
/// Cycles of a random change and an apply, by a seed; after each, clusters and state are compared with the model.
/// </summary>
internal sealed class SoakRun : IDisposable
{
    private static readonly string[] s_crons = ["0 1 * * *", "30 2 * * *", "0 3 * * 1", "15 4 1 * *", "@daily"];
    private static readonly string[] s_expiries = ["720h", "30d", "168h", "2w"];

    private static readonly SortedDictionary<string, Func<IdleTime, Fault>> s_faults = new(StringComparer.Ordinal)
    {
        ["refused"] = _ => Fault.Refused(),
        ["503"] = _ => Fault.Status(503),
        ["no answer"] = time => Fault.Hang().When(line =>
        {
            time.Stall(line.Id);
            return true;
        }),
        ["reset"] = _ => Fault.Reset(),
        ["429"] = _ => Fault.TooManyRequests(TimeSpan.FromSeconds(1)),
        ["401"] = _ => Fault.Status(401),
        ["truncated JSON"] = _ => Fault.TruncatedJson(),
    };

    /// <summary>Those that mean a misconfiguration: nothing is written anywhere then.</summary>
    private static readonly string[] s_misconfigured = ["401", "truncated JSON"];

    private readonly Random _random;
    private readonly SoakModel _model = new();
    private readonly IdleTime _time = new(Terraform.RequestLimit);
    private readonly Sandbox _sandbox;
    private readonly Terraform _terraform;

    public SoakRun(int seed)
    {
        _random = new Random(seed);
        _sandbox = Sandbox.Start(4);
        _time.Settle = _sandbox.Settle;
        foreach (var cluster in _sandbox.Clusters)
        {
            cluster.CreateNamespace("shop");
        }

        _terraform = new Terraform(_sandbox, _time);
    }

    public SoakFigures Figures { get; } = new();

    /// <summary>One change, one apply, one look.</summary>
    public void Cycle()
    {
        Figures.Cycles++;
        var did = Change();
        _terraform.Configuration.Clear();
        foreach (var schedule in _model.Schedules.Values)
        {
            _terraform.Configuration[schedule.Address] = schedule.Arguments();
        }

        _terraform.Detached.Clear();
        _terraform.Detached.UnionWith(_model.Detached);
        var report = _terraform.Apply();
        foreach (var change in report.Changes)
        {
            Figures.Creates += change.Action == ActionKind.Create ? 1 : 0;
            Figures.Updates += change.Action == ActionKind.Update ? 1 : 0;
            Figures.Deletes += change.Action == ActionKind.Delete ? 1 : 0;
        }

        var problems = Problems(report).ToList();
        Assert.True(problems.Count == 0, $"cycle {Figures.Cycles}, {did}: {string.Join('\n', problems)}\n{report}");
        foreach (var cluster in _sandbox.Clusters)
        {
            cluster.Requests.Clear();
        }

        _time.Advance(TimeSpan.FromSeconds(10));
    }

    public void Dispose() => _sandbox.Dispose();

    private string Change() => _random.Next(10) switch
    {
        0 or 1 or 2 => Declare(),
        3 => Destroy(),
        4 or 5 => BreakOrHeal(),
        6 => Detach(),
        7 => Import(),
        8 => ChangeByHand(),
        _ => DeleteByHand(),
    };

    private T Any<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    private string Declare()
    {
        var prefix = Any(Prefixes);
        var names = _sandbox.Clusters.Select(cluster => cluster.Name).ToList();
        var some = names.Where(name => name != Any(names)).ToList();
        _model.Schedules[prefix] = new Declared(
            prefix, Any(s_crons), Any(s_expiries), _random.Next(4) == 0,
            _random.Next(3) == 0 && some.Exists(name => !_model.Detached.Contains(name)) ? some : null);
        return $"declare {_model.Schedules[prefix]}";
    }

    private string Destroy()
    {
        var prefix = Any(Prefixes);
        _model.Schedules.Remove(prefix);
        return $"destroy {prefix}";
    }

    private string BreakOrHeal()
    {
        if (_model.Broken.Count > 0 && _random.Next(3) > 0)
        {
            var healed = Any(_model.Broken.Keys.ToList());
            _model.Broken.Remove(healed);
            _sandbox[healed].Faults.Clear();
            return $"heal {healed}";
        }

        var cluster = Any(_sandbox.Clusters);
        var fault = Any(s_faults.Keys.ToList());
        Figures.Faults++;
        _model.Broken[cluster.Name] = fault;
        cluster.Faults.Clear();
        cluster.Faults.Add(s_faults[fault](_time));
        return $"break {cluster.Name}: {fault}";
    }

    private string Detach()
    {
        var cluster = Any(_sandbox.Clusters).Name;
        if (_model.Detached.Remove(cluster))
        {
            return $"attach {cluster}";
        }

        // A schedule whose clusters are all detached is an error.
        if (_model.Detached.Count == 2 || _model.Schedules.Values.Any(schedule => _sandbox.Clusters.All(other =>
            other.Name == cluster || _model.Detached.Contains(other.Name) || !schedule.IsOn(other.Name))))
        {
            return "nothing";
        }

        Figures.Detached++;
        _model.Detached.Add(cluster);
        return $"detach {cluster}";
    }

    /// <summary>The state loses a schedule, and gets it back by an import.</summary>
    private string Import()
    {
        var known = _model.Schedules.Values.Where(s => _terraform.State.ContainsKey(s.Address)).ToList();
        if (known.Count == 0 || _model.Broken.Count > 0)
        {
            return "nothing";
        }

        var schedule = Any(known);
        var before = _terraform.State[schedule.Address];
        _terraform.State.Remove(schedule.Address);
        var report = _terraform.Import(schedule.Address, schedule.Prefix);
        Assert.True(report.Bugs.Count == 0, report.ToString());
        if (report.HasErrors)
        {
            // Nothing of it is on a cluster that is in the workspace now.
            _terraform.State[schedule.Address] = before;
            return $"import nothing of {schedule.Prefix}";
        }

        Figures.Imports++;
        return $"import {schedule.Prefix}";
    }

    private string ChangeByHand() => ByHand("change", (cluster, name) => cluster.Patch(
        "schedules", name, new JsonObject { ["spec"] = new JsonObject { ["schedule"] = "7 7 * * *" } }));

    private string DeleteByHand() => ByHand("delete", (cluster, name) => cluster.Delete("schedules", name));

    private string ByHand(string what, Action<SandboxCluster, string> act)
    {
        var cluster = Any(_sandbox.Clusters);
        var names = Made(cluster).Select(found => (string)found["metadata"]!["name"]!).ToList();
        if (names.Count == 0)
        {
            return "nothing";
        }

        var name = Any(names);
        Figures.Drifts++;
        act(cluster, name);
        _sandbox.Settle();
        return $"{what} {name} by hand";
    }

    private static IReadOnlyList<JsonObject> Made(SandboxCluster cluster) => cluster.List("schedules");

    private IEnumerable<string> Problems(Report report)
    {
        foreach (var bug in report.Bugs)
        {
            yield return bug;
        }

        if (_model.Broken.Count == 0)
        {
            if (report.HasErrors)
            {
                yield return "it fails although all clusters are well";
            }
            else if (!report.IsEmpty)
            {
                var next = _terraform.Plan();
                if (!next.IsEmpty || next.Diagnostics.Count > 0)
                {
                    yield return $"the next plan is not empty: {next}";
                }
            }
        }

        if (report.IsStopped && !MayStop())
        {
            yield return "it stops at the plan although every schedule has a cluster that is well";
        }

        foreach (var cluster in _sandbox.Clusters.Where(cluster => !_model.Broken.ContainsKey(cluster.Name)))
        {
            foreach (var problem in Problems(cluster, report.IsStopped))
            {
                yield return problem;
            }
        }
    }

    /// <summary>A misconfigured cluster stops everything, as does a schedule without a cluster to write on.</summary>
    private bool MayStop() => _model.Broken.Values.Any(s_misconfigured.Contains)
        || _model.Schedules.Values.Any(schedule => _sandbox.Clusters.All(cluster => !schedule.IsOn(cluster.Name)
            || _model.Detached.Contains(cluster.Name) || _model.Broken.ContainsKey(cluster.Name)));

    /// <summary>Of a cluster that is well.</summary>
    private IEnumerable<string> Problems(SandboxCluster cluster, bool isStopped)
    {
        var there = Made(cluster).ToDictionary(found => (string)found["metadata"]!["name"]!, StringComparer.Ordinal);
        var known = _terraform.State
            .SelectMany(entry => Terraform.Value(entry.Key, entry.Value.State).Entries["schedules"].Entries)
            .Where(element => element.Key == cluster.Name)
            .ToDictionary(
                element => element.Value.Entries["name"].AsString(), element => element.Value, StringComparer.Ordinal);
        foreach (var name in there.Keys.Except(known.Keys))
        {
            yield return $"{name} on {cluster.Name} is an orphan";
        }

        if (isStopped)
        {
            yield break;
        }

        foreach (var name in known.Keys.Except(there.Keys))
        {
            yield return $"the state knows {name}, which is not on {cluster.Name}";
        }

        // A misconfigured cluster that is found at the apply holds up the writes everywhere.
        if (_model.Broken.Values.Any(s_misconfigured.Contains))
        {
            yield break;
        }

        foreach (var schedule in _model.Schedules.Values)
        {
            var name = $"{schedule.Prefix}-{cluster.Name}";
            var isWanted = schedule.IsOn(cluster.Name) && !_model.Detached.Contains(cluster.Name);
            if (isWanted != there.TryGetValue(name, out var found))
            {
                yield return $"{name} should {(isWanted ? "" : "not ")}be on {cluster.Name}";
            }
            else if (isWanted && ((string?)found!["spec"]!["schedule"] != schedule.Cron
                || ((bool?)found["spec"]!["paused"] ?? false) != schedule.Paused))
            {
                yield return $"{name} on {cluster.Name} is not as declared: {found["spec"]!.ToJsonString()}";
            }
        }
    }
}

using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Tests.Downloads;

public sealed class ReportedProblemTests
{
    /// <summary>As 1.18.2 wrote it (<c>vol-bound/fs</c>).</summary>
    [Fact]
    public void Errors_come_before_warnings_each_with_its_namespace()
    {
        var problems = ReportedProblem.Read(JsonNode.Parse("""
            {"errors":{"velero":[" name: /web message: /Error backing up item error: /daemonset pod not found in running state in node n1"]},
             "warnings":{"namespaces":{"app":[" resource: /pods name: /web message: /Skip pod volume data error: /daemonset pod not found in running state in node n1"]}}}
            """));

        Assert.Equal(
            [
                "error: name: /web message: /Error backing up item error: /daemonset pod not found in running state in node n1",
                "warning in namespace \"app\": resource: /pods name: /web message: /Skip pod volume data error: /daemonset pod not found in "
                + "running state in node n1",
            ],
            problems.Select(problem => $"{problem}"));
    }

    [Fact]
    public void Of_hundreds_the_first_of_each_namespace_are_shown_and_the_rest_is_counted()
    {
        var namespaces = new JsonObject(Enumerable.Range(0, 30).Select(index => KeyValuePair.Create<string, JsonNode?>(
            $"ns-{index:00}", new JsonArray([.. Enumerable.Range(0, 10).Select(number => (JsonNode)$"error {number}\u001b[2J{new string('x', 1000)}")]))));

        var problems = ReportedProblem.Read(new JsonObject { ["errors"] = new JsonObject { ["namespaces"] = namespaces } });

        Assert.Equal(21, problems.Count);
        Assert.Equal(new ReportedProblem(Severity.Error, null, "and 280 more"), problems[^1]);
        Assert.Equal(3, problems.Count(problem => problem.Namespace == "ns-00"));
        Assert.All(problems, problem => Assert.DoesNotContain('\u001b', problem.Message));
        Assert.All(problems, problem => Assert.True(problem.Message.Length <= 303));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"errors":{},"warnings":{}}""")]
    [InlineData("""{"errors":{"velero":"text","namespaces":["a"]},"warnings":3}""")]
    public void What_has_none_has_none(string json) => Assert.Empty(ReportedProblem.Read(JsonNode.Parse(json)));
}

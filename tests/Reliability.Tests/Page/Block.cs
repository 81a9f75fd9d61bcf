namespace Reliability.Tests.Page;

/// <summary>Generated lines of <c>docs/reliability.md</c>, between two comments.</summary>
internal static class Block
{
    private const string Variable = "WRITE_RELIABILITY";

    private static readonly Lock s_lock = new();

    /// <summary>Compares a block with what it should be, or writes it where that is asked for.</summary>
    /// <param name="command">Writes it anew.</param>
    public static void Verify(string name, string content, string command)
    {
        lock (s_lock)
        {
            VerifyAlone(name, content, command);
        }
    }

    /// <summary>The lines of a block as they are.</summary>
    public static string Read(string name)
    {
        lock (s_lock)
        {
            var (text, from, to) = Locate(name);
            return text[from..to];
        }
    }

    private static (string Text, int From, int To) Locate(string name)
    {
        var text = File.ReadAllText(Path);
        var begin = $"<!-- generated: {name} -->\n";
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = text.IndexOf($"<!-- end of {name} -->", StringComparison.Ordinal);
        Assert.True(from >= begin.Length && to >= from, $"docs/reliability.md has no block {name}");
        return (text, from, to);
    }

    private static void VerifyAlone(string name, string content, string command)
    {
        var (text, from, to) = Locate(name);
        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            File.WriteAllText(Path, text[..from] + content + text[to..]);
            return;
        }

        var (written, now) = (text[from..to].Split('\n'), content.Split('\n'));
        var differences = written.Except(now).Select(line => $"- {line}")
            .Concat(now.Except(written).Select(line => $"+ {line}"));
        Assert.True(text[from..to] == content,
            $"docs/reliability.md is stale: look at the differences, then run {command}\n"
            + string.Join('\n', differences));
    }

    /// <summary>The page, in the repository that the tests were built from.</summary>
    private static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "TerraformProviderWorkspaceBackup.sln"))
            ? System.IO.Path.Combine(folder, "docs", "reliability.md")
            : Find(System.IO.Path.GetDirectoryName(folder)!);
}

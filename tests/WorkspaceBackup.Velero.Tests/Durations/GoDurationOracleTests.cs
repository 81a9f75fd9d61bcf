using System.Globalization;
using WorkspaceBackup.Velero.Durations;

namespace WorkspaceBackup.Velero.Tests.Durations;

public sealed class GoDurationOracleTests
{
    [Fact]
    public void Every_text_gets_the_verdict_the_value_and_the_spelling_that_Go_gives_it()
    {
        var count = 0;
        var differences = new List<string>();
        foreach (var (text, answer) in OracleTable.Read("go-durations.tsv.gz"))
        {
            count++;
            string[] ours = GoDuration.TryParse(text, out var value, out var error)
                ? [value.Nanoseconds.ToString(CultureInfo.InvariantCulture), value.ToString()]
                : ["!"];
            if (!ours.SequenceEqual(answer))
            {
                differences.Add($"\"{text}\": Go {string.Join(' ', answer)}, ours {string.Join(' ', ours)} {error}");
            }
        }

        Assert.Empty(differences);
        Assert.True(count > 15_000, $"the table has only {count} lines");
    }
}

using System.Globalization;
using System.Text.Json;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace WorkspaceBackup.Velero.Tests.Schedules.Cron;

public sealed class CronOracleTests
{
    private const int Runs = 4;

    public static TheoryData<string, CronDialect> Tables => new()
    {
        { "robfig-cron-1.tsv.gz", CronDialect.UpTo114 },
        { "robfig-cron-3.tsv.gz", CronDialect.Since115 },
        { "go-cron.tsv.gz", CronDialect.Since119 },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_text_gets_the_verdict_the_words_and_the_times_that_the_original_gives_it(
        string table, CronDialect dialect)
    {
        var count = 0;
        var differences = new List<string>();
        foreach (var (text, answer) in OracleTable.Read(table))
        {
            // go-cron stands still where midnight comes twice; here there is a next time (CronScheduleTests).
            if (answer[1][0] != '!' && answer[1].Split(' ').Contains("0"))
            {
                continue;
            }

            count++;
            var after = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(answer[0], CultureInfo.InvariantCulture));
            var theirs = answer[1] is ['!', .. var words] ? "!" + JsonSerializer.Deserialize<string>(words) : answer[1];
            var ours = CronSchedule.TryParse(text, dialect, out var schedule, out var error)
                ? Times(schedule, after)
                : "!" + error.Original;
            if (ours != theirs)
            {
                differences.Add($"\"{text}\" after {after:O}: the original {theirs}, ours {ours}");
            }
        }

        Assert.Empty(differences);
        Assert.True(count > 30_000, $"the table has only {count} lines");
    }

    // The three libraries side by side: expression, start, count of runs (three are shown), then a column for each of them.
    [Fact]
    public void All_three_dialects_read_the_common_table_as_the_originals_did()
    {
        const string Error = "error: ", Crash = "panic: ";
        var count = 0;
        var differences = new List<string>();
        foreach (var line in OracleTable.Lines("cron-dialects.psv"))
        {
            count++;
            var columns = line.Split('|');
            foreach (var (dialect, column) in CronDialect.All.Zip(columns[3..]))
            {
                var theirs = column.Replace(Error + Crash, Error, StringComparison.Ordinal);
                var ours = CronSchedule.TryParse(columns[0], dialect, out var schedule, out var error)
                    ? Stamps(schedule, columns[1], Math.Min(3, int.Parse(columns[2], CultureInfo.InvariantCulture)))
                    : Error + error.Original;
                if (ours != theirs)
                {
                    differences.Add($"\"{columns[0]}\" after {columns[1]} in {dialect}: the original {theirs}, ours {ours}");
                }
            }
        }

        Assert.Empty(differences);
        Assert.Equal(1645, count);
    }

    private static string Times(CronSchedule schedule, DateTimeOffset after)
    {
        var times = new List<string>();
        for (var i = 0; i < Runs; i++)
        {
            if (schedule.Next(after) is not { } next)
            {
                times.Add("-");
                break;
            }

            times.Add($"{next.ToUnixTimeSeconds() - after.ToUnixTimeSeconds()}");
            after = next;
        }

        return string.Join(' ', times);
    }

    private static string Stamps(CronSchedule schedule, string start, int count)
    {
        Assert.True(Rfc3339.TryParse(start, out var after));
        var times = new List<string>();
        while (times.Count < count)
        {
            if (schedule.Next(after) is not { } next)
            {
                times.Add("never");
                break;
            }

            times.Add(KubernetesTime.Text(next));
            after = next;
        }

        return string.Join(',', times);
    }
}

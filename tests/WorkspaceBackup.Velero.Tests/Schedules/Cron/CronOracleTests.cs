using System.Globalization;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace WorkspaceBackup.Velero.Tests.Schedules.Cron;

public sealed class CronOracleTests
{
    private const int Runs = 4;

    [Fact]
    public void Every_text_gets_the_verdict_and_the_times_that_the_original_gives_it()
    {
        var count = 0;
        var differences = new List<string>();
        foreach (var (text, answer) in OracleTable.Read("robfig-cron.tsv.gz"))
        {
            count++;
            var after = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(answer[0], CultureInfo.InvariantCulture));
            var ours = CronSchedule.TryParse(text, out var schedule, out _) ? Times(schedule, after) : "!";
            if (ours != answer[1])
            {
                differences.Add($"\"{text}\" after {after:O}: the original {answer[1]}, ours {ours}");
            }
        }

        Assert.Empty(differences);
        Assert.True(count > 30_000, $"the table has only {count} lines");
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
}

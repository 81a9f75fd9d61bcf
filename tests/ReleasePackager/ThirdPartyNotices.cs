using System.Text;

namespace ReleasePackager;

/// <summary>The text file that lists whose code is inside, and under which licences.</summary>
internal static class ThirdPartyNotices
{
    public const string FileName = "THIRD-PARTY-NOTICES.txt";

    public static string Write(IReadOnlyList<Component> components)
    {
        var text = new StringBuilder("terraform-provider-workspace contains code of the packages listed here.\n");
        foreach (var component in components)
        {
            text.Append($"\n{component.Name} {component.Version}, {component.License}, by {component.Authors}\n");
            if (component.Copyright is { } copyright)
            {
                text.Append($"  {copyright}\n");
            }
        }

        // Many packages bring the same text: it stands here once, under all their names.
        foreach (var same in components.GroupBy(static component => Tidy(component.LicenseText)))
        {
            AppendPart(text, $"Licence of {Names(same)}", same.Key);
        }

        foreach (var same in components.Where(static c => c.Notices is not null).GroupBy(static c => Tidy(c.Notices!)))
        {
            AppendPart(text, $"Notices that come with {Names(same)}", same.Key);
        }

        return text.ToString();
    }

    private static string Names(IEnumerable<Component> components) =>
        string.Join(", ", components.Select(static component => component.Name));

    private static string Tidy(string text) => text.ReplaceLineEndings("\n").Trim('\n', ' ', '\uFEFF');

    private static void AppendPart(StringBuilder text, string heading, string body) =>
        text.Append($"\n{new string('=', 80)}\n{heading}\n{new string('=', 80)}\n\n{body}\n");
}

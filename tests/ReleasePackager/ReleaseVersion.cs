using System.Text.RegularExpressions;

namespace ReleasePackager;

/// <summary>A semantic version, as the registry's file names carry it: without a leading "v".</summary>
internal sealed partial record ReleaseVersion
{
    private ReleaseVersion(string text) => Text = text;

    public string Text { get; }

    /// <exception cref="ReleaseException">It is none, or has build metadata.</exception>
    public static ReleaseVersion Parse(string text)
    {
        if (!Shape().IsMatch(text))
        {
            throw new ReleaseException(
                $"\"{text}\" is not a version: it takes the form 1.2.3 or 1.2.3-rc.1, without a leading \"v\", and "
                + "without build metadata, which Terraform does not compare");
        }

        return new(text);
    }

    public override string ToString() => Text;

    // Numbers have no leading zeros, in the pre-release too (semver.org, rules 2 and 9).
    [GeneratedRegex(
        """
        \A
        (0|[1-9][0-9]*) \. (0|[1-9][0-9]*) \. (0|[1-9][0-9]*)
        (- (0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*) (\. (0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))* )?
        \z
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Shape();
}

namespace WorkspaceBackup.Velero.Objects;

/// <summary>Finds the known word that a misspelt one was probably meant to be.</summary>
public static class NearestWord
{
    /// <param name="word">What was written.</param>
    /// <param name="known">What could have been meant; of several as near, the first.</param>
    /// <param name="maxEdits">
    /// How many letters may be added, left out, exchanged for another or swapped with their neighbour; letters that
    /// differ in case alone do not count. A word of which more than half would change is not near.
    /// </param>
    /// <returns>Null: none is near.</returns>
    public static string? To(string word, IEnumerable<string> known, int maxEdits = 2)
    {
        string? nearest = null;
        var fewest = Math.Min(maxEdits, word.Length / 2) + 1;
        foreach (var candidate in known)
        {
            if (Math.Abs(candidate.Length - word.Length) < fewest && Edits(word, candidate) is var edits && edits < fewest)
            {
                (nearest, fewest) = (candidate, edits);
            }
        }

        return nearest;
    }

    /// <summary>The optimal string alignment distance, whatever the case.</summary>
    internal static int Edits(string one, string other)
    {
        var beforeLast = new int[other.Length + 1];
        var last = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var row = new int[other.Length + 1];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                row[j] = Math.Min(
                    Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (Same(one[i - 1], other[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && Same(one[i - 1], other[j - 2]) && Same(one[i - 2], other[j - 1]))
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last) = (last, row);
        }

        return last[other.Length];
    }

    private static bool Same(char one, char other) => char.ToUpperInvariant(one) == char.ToUpperInvariant(other);
}

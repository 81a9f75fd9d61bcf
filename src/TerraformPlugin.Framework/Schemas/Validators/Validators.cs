using TerraformPlugin.Framework.Internal.Validation;

namespace TerraformPlugin.Framework;

/// <summary>Validators for common rules.</summary>
public static class Validators
{
    /// <summary>A rule in words.</summary>
    /// <param name="problem">
    /// What is wrong with a value, as in <c>must be above 0</c>, or null. It is shown after the attribute's path and
    /// must not repeat a sensitive value.
    /// </param>
    public static IValidator<T> That<T>(Func<T, string?> problem)
        where T : notnull => new RuleValidator<T>(problem);

    /// <summary>One of the values, in exactly this spelling.</summary>
    public static IValidator<string> OneOf(params IReadOnlyList<string> values) => That<string>(value =>
        values.Contains(value) ? null : $"must be one of {string.Join(", ", values.Select(static v => $"\"{v}\""))}");

    /// <summary>A number between the two, both included.</summary>
    public static IValidator<long> Between(long least, long most) => That<long>(value =>
        value >= least && value <= most ? null : $"must be between {least} and {most}");

    /// <summary>Neither empty nor white space only.</summary>
    public static IValidator<string> NotBlank() => That<string>(static value =>
        string.IsNullOrWhiteSpace(value) ? "must not be blank" : null);

    /// <summary>At least one element.</summary>
    public static IValidator<IReadOnlyList<T>> NotEmptyList<T>() => That<IReadOnlyList<T>>(static value =>
        value.Count == 0 ? "must not be empty; leave it out instead" : null);

    /// <summary>At least one element.</summary>
    public static IValidator<IReadOnlySet<T>> NotEmptySet<T>() => That<IReadOnlySet<T>>(static value =>
        value.Count == 0 ? "must not be empty; leave it out instead" : null);

    /// <summary>At least one entry.</summary>
    public static IValidator<IReadOnlyDictionary<string, T>> NotEmptyMap<T>() =>
        That<IReadOnlyDictionary<string, T>>(static value =>
            value.Count == 0 ? "must not be empty; leave it out instead" : null);

    /// <summary>Every element of a list obeys the rule; the path is that of the element.</summary>
    public static IValidator<IReadOnlyList<T>> EachOfList<T>(IValidator<T> rule)
        where T : notnull => new ElementsValidator<IReadOnlyList<T>, T>(rule, static (list, path) =>
            list.Select((element, i) => (element, path.Index(i))));

    /// <summary>Every element of a set obeys the rule; the path is that of the set.</summary>
    public static IValidator<IReadOnlySet<T>> EachOfSet<T>(IValidator<T> rule)
        where T : notnull => new ElementsValidator<IReadOnlySet<T>, T>(rule, static (set, path) =>
            set.Select(element => (element, path)));

    /// <summary>Every element of a map obeys the rule; the path is that of the element.</summary>
    public static IValidator<IReadOnlyDictionary<string, T>> EachOfMap<T>(IValidator<T> rule)
        where T : notnull => new ElementsValidator<IReadOnlyDictionary<string, T>, T>(rule, static (map, path) =>
            map.Select(entry => (entry.Value, path.Key(entry.Key))));

    /// <summary>Every key of a map obeys the rule; the path is that of the key's element.</summary>
    public static IValidator<IReadOnlyDictionary<string, T>> EachKey<T>(IValidator<string> rule) =>
        new ElementsValidator<IReadOnlyDictionary<string, T>, string>(rule, static (map, path) =>
            map.Keys.Select(key => (key, path.Key(key))));
}

using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace DocsGenerator;

internal static class FunctionPage
{
    public static string Of(string name, Function function, Examples examples)
    {
        var page = Page.Begin(
            $"{name} function - workspace", $"function: {name}", function.Summary, function.Description);
        page.Append("\n## Example Usage\n").AppendCode("terraform", examples.Of("functions", name));

        var parameters = function.Parameters.Select(static p => $"{p.Name} {Lower(p.Type)}");
        if (function.VariadicParameter is { } more)
        {
            parameters = parameters.Append($"{more.Name} {Lower(more.Type)}...");
        }

        page.Append("\n## Signature\n")
            .AppendCode("text", $"{name}({string.Join(", ", parameters)}) {Lower(function.ReturnType)}");

        page.Append("\n## Arguments\n\n");
        var number = 1;
        foreach (var parameter in function.Parameters)
        {
            page.Append(
                $"{number++}. `{parameter.Name}` ({SchemaSection.TypeName(parameter.Type)}) {parameter.Description}\n");
        }

        if (function.VariadicParameter is { } variadic)
        {
            var type = SchemaSection.TypeName(variadic.Type);
            page.Append($"{number}. `{variadic.Name}` (Variadic, {type}) {variadic.Description}\n");
        }

        return page.ToString();
    }

    private static string Lower(TerraformType type) => SchemaSection.TypeName(type).ToLowerInvariant();
}

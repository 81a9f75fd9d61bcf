namespace TerraformPlugin.Conformance;

/// <summary>Ends a scenario, as Terraform ends its work: what would follow rests on an answer that is wrong.</summary>
internal sealed class BrokenRuleException(Rule rule, string text) : Exception($"{rule}: {text}")
{
    public Rule Rule => rule;

    public string Text => text;
}

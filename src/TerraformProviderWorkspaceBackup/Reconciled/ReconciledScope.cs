using System.Diagnostics.CodeAnalysis;

namespace TerraformProviderWorkspaceBackup.Reconciled;

/// <summary>What a configured resource means in this workspace: what is declared, and on which clusters.</summary>
/// <param name="Targets">The names of the clusters; those with an unknown connection too. Null: not known yet.</param>
/// <param name="Declaration">Null: something that it is made of is not known yet.</param>
internal abstract record ReconciledScope<TDeclaration>(StringSet? Targets, TDeclaration? Declaration)
    where TDeclaration : class
{
    /// <summary>By cluster that it is for, why nothing is to be there.</summary>
    public StringMap LeftOut { get; init; } = StringMap.Empty;

    [MemberNotNullWhen(true, nameof(Targets), nameof(Declaration))]
    public bool IsKnown => Targets is not null && Declaration is not null;
}

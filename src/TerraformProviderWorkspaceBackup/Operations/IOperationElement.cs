using TerraformPlugin.Framework;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>The object of an operation on one cluster, as a state shows it.</summary>
internal interface IOperationElement<TSelf, TRecord> : IModel<TSelf>
    where TSelf : IOperationElement<TSelf, TRecord>
{
    static abstract SchemaAttribute<string> PhaseAttribute { get; }

    /// <summary>Whether no other phase follows.</summary>
    static abstract bool IsEnd(string phase);

    static abstract TSelf From(TRecord record);
}

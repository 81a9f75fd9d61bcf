namespace Reliability.Tests.Driver;

/// <summary>What Terraform plans to do with a resource.</summary>
internal enum ActionKind
{
    NoOp,
    Create,
    Update,
    Replace,
    Delete,
}

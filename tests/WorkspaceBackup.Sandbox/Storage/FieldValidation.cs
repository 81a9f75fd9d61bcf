namespace VeleroSandbox.Storage;

/// <summary>What happens to fields the schema does not know and keys that come twice.</summary>
internal enum FieldValidation
{
    Ignore,
    Warn,
    Strict,
}

namespace TerraformPlugin.Hosting.Protocol;

// Every response with a field named diagnostics. The modifiers are those of the generated parts.
partial class GetMetadata { partial class Types { partial class Response : IDiagnosed; } }
partial class GetProviderSchema { partial class Types { partial class Response : IDiagnosed; } }
partial class GetResourceIdentitySchemas { partial class Types { partial class Response : IDiagnosed; } }
partial class GetFunctions { partial class Types { partial class Response : IDiagnosed; } }
partial class ValidateProviderConfig { partial class Types { partial class Response : IDiagnosed; } }
partial class ConfigureProvider { partial class Types { partial class Response : IDiagnosed; } }
partial class ValidateResourceConfig { partial class Types { partial class Response : IDiagnosed; } }
partial class UpgradeResourceState { partial class Types { partial class Response : IDiagnosed; } }
partial class UpgradeResourceIdentity { partial class Types { partial class Response : IDiagnosed; } }
partial class ReadResource { partial class Types { partial class Response : IDiagnosed; } }
partial class PlanResourceChange { partial class Types { partial class Response : IDiagnosed; } }
partial class ApplyResourceChange { partial class Types { partial class Response : IDiagnosed; } }
partial class ImportResourceState { partial class Types { partial class Response : IDiagnosed; } }
partial class MoveResourceState { partial class Types { partial class Response : IDiagnosed; } }
partial class GenerateResourceConfig { partial class Types { partial class Response : IDiagnosed; } }
partial class ValidateDataResourceConfig { partial class Types { partial class Response : IDiagnosed; } }
partial class ReadDataSource { partial class Types { partial class Response : IDiagnosed; } }
partial class ValidateEphemeralResourceConfig { partial class Types { partial class Response : IDiagnosed; } }
partial class OpenEphemeralResource { partial class Types { partial class Response : IDiagnosed; } }
partial class RenewEphemeralResource { partial class Types { partial class Response : IDiagnosed; } }
partial class CloseEphemeralResource { partial class Types { partial class Response : IDiagnosed; } }
partial class ValidateListResourceConfig { partial class Types { partial class Response : IDiagnosed; } }
partial class ValidateActionConfig { partial class Types { partial class Response : IDiagnosed; } }
partial class PlanAction { partial class Types { partial class Response : IDiagnosed; } }
partial class ValidateStateStore { partial class Types { partial class Response : IDiagnosed; } }
partial class ConfigureStateStore { partial class Types { partial class Response : IDiagnosed; } }
partial class WriteStateBytes { partial class Types { partial class Response : IDiagnosed; } }
partial class LockState { partial class Types { partial class Response : IDiagnosed; } }
partial class UnlockState { partial class Types { partial class Response : IDiagnosed; } }
partial class GetStates { partial class Types { partial class Response : IDiagnosed; } }
partial class DeleteState { partial class Types { partial class Response : IDiagnosed; } }

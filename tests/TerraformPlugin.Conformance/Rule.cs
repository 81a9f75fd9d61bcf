namespace TerraformPlugin.Conformance;

/// <summary>What Terraform, or a person before it, relies on. Named for what is wrong when it is broken.</summary>
public enum Rule
{
    /// <summary>Every call of the service is served.</summary>
    CallNotServed,

    /// <summary>Every call is answered: without a status of gRPC, without a bug that the provider admits.</summary>
    CallFails,

    /// <summary>A schema is one that Terraform takes.</summary>
    SchemaInvalid,

    /// <summary>What GetMetadata lists, GetProviderSchema describes.</summary>
    MetadataDiffers,

    /// <summary>Every value fits the schema it belongs to.</summary>
    ValueDoesNotFit,

    /// <summary>A finding has a severity and a title.</summary>
    DiagnosticIncomplete,

    /// <summary>The path of a finding leads to something in the schema.</summary>
    DiagnosticPathMissing,

    /// <summary>No text contains a sensitive value.</summary>
    SecretDisclosed,

    /// <summary>What is valid is not refused.</summary>
    ValidRefused,

    /// <summary>An unknown value is not refused: it may turn out to be valid.</summary>
    UnknownRefused,

    /// <summary>Arguments are planned as configured or as they were.</summary>
    PlanNotAsConfigured,

    /// <summary>So are those in elements of sets.</summary>
    PlanChangesSetElement,

    /// <summary>Write-only values are in no plan.</summary>
    PlanKeepsWriteOnly,

    /// <summary>The path that replaces exists.</summary>
    ReplacementPathMissing,

    /// <summary>The path that replaces differs.</summary>
    ReplacementWithoutChange,

    /// <summary>The plan made again at apply, with unknown values known by then, keeps what was known.</summary>
    FinalPlanDiffers,

    /// <summary>Without a change of anything the plan is empty.</summary>
    PlanNotEmpty,

    /// <summary>Without a replacement a plan keeps what was computed.</summary>
    ComputedForgotten,

    /// <summary>Only with leave is something put off.</summary>
    DeferredWithoutLeave,

    /// <summary>The plan of a destroy is null.</summary>
    DestroyPlanned,

    /// <summary>No value is unknown after an apply.</summary>
    ResultUnknown,

    /// <summary>What was planned is what there is after an apply.</summary>
    ResultNotAsPlanned,

    /// <summary>Write-only values are in no state.</summary>
    ResultKeepsWriteOnly,

    /// <summary>What was created or updated without an error exists.</summary>
    ResultMissing,

    /// <summary>What was deleted without an error does not.</summary>
    DeletedKept,

    /// <summary>No value is unknown after a read.</summary>
    ReadUnknown,

    /// <summary>A read of what has not changed is the state, and private state stays.</summary>
    ReadChanges,

    /// <summary>Write-only values are not read.</summary>
    ReadKeepsWriteOnly,

    /// <summary>A resource with an identity has one after a create and a read.</summary>
    IdentityMissing,

    /// <summary>An identity is known once the resource exists.</summary>
    IdentityUnknown,

    /// <summary>An identity does not change, except by a replacement.</summary>
    IdentityChanges,

    /// <summary>An import gives a state of the resource.</summary>
    ImportEmpty,

    /// <summary>What was imported and read is what was there.</summary>
    ImportDiffers,

    /// <summary>A state of the current version passes through an upgrade as it is.</summary>
    UpgradeChanges,

    /// <summary>A state that cannot be taken over is refused with an error.</summary>
    ForeignStateTaken,

    /// <summary>A data source gives an object without unknown values.</summary>
    DataIncomplete,

    /// <summary>A data source gives back its arguments.</summary>
    DataNotAsConfigured,

    /// <summary>An ephemeral resource gives back its arguments, and nothing unknown.</summary>
    EphemeralNotAsConfigured,

    /// <summary>A function's result is of its type and known.</summary>
    FunctionResultWrong,

    /// <summary>Equal arguments give equal results.</summary>
    FunctionNotPure,

    /// <summary>A listing ends at its limit.</summary>
    ListOverLimit,

    /// <summary>Everything listed has an identity, and a state when that was asked for.</summary>
    ListIncomplete,

    /// <summary>An invocation ends with exactly one completion.</summary>
    ActionNotCompleted,

    /// <summary>Calls at the same time are answered as calls one after the other.</summary>
    ConcurrentDiffers,

    /// <summary>Stopping ends what is under way; what comes later works.</summary>
    StopIsForGood,
}

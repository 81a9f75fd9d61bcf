using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using TerraformPlugin.Hosting.Protocol;
using TerraformPlugin.Hosting.Rpc;

namespace TerraformPlugin.Hosting.Services;

/// <summary>The Provider service, in the order of the proto file. A test compares the two.</summary>
internal static class ProviderMethods
{
    internal static void AddTo(ProviderMethodTable table)
    {
        table.Add(new GetMetadataRpc());
        table.Add(new GetProviderSchemaRpc());
        table.Add(new GetResourceIdentitySchemasRpc());
        table.Add(new GetFunctionsRpc());

        table.Add(new ValidateConfigRpc<ValidateProviderConfig.Types.Request, ValidateProviderConfig.Types.Response>(
            "ValidateProviderConfig", static r => new() { Config = r.Config.FromWire() },
            static (server, request, token) => server.ValidateProviderConfig(request, token)));
        table.Add(new ConfigureProviderRpc());
        table.Add(new StopProviderRpc());

        table.Add(new ValidateConfigRpc<ValidateResourceConfig.Types.Request, ValidateResourceConfig.Types.Response>(
            "ValidateResourceConfig", static r => new()
            {
                TypeName = r.TypeName,
                Config = r.Config.FromWire(),
                ClientCapabilities = r.ClientCapabilities.FromWire(),
            },
            static (server, request, token) => server.ValidateResourceConfig(request, token)));
        table.Add(new UpgradeResourceStateRpc());
        table.Add(new UpgradeResourceIdentityRpc());
        table.Add(new ReadResourceRpc());
        table.Add(new PlanResourceChangeRpc());
        table.Add(new ApplyResourceChangeRpc());
        table.Add(new ImportResourceStateRpc());
        table.Add(new MoveResourceStateRpc());
        table.Add(new GenerateResourceConfigRpc());

        table.Add(new ValidateConfigRpc<
            ValidateDataResourceConfig.Types.Request, ValidateDataResourceConfig.Types.Response>(
            "ValidateDataResourceConfig", static r => new() { TypeName = r.TypeName, Config = r.Config.FromWire() },
            static (server, request, token) => server.ValidateDataResourceConfig(request, token)));
        table.Add(new ReadDataSourceRpc());

        table.Add(new ValidateConfigRpc<
            ValidateEphemeralResourceConfig.Types.Request, ValidateEphemeralResourceConfig.Types.Response>(
            "ValidateEphemeralResourceConfig",
            static r => new() { TypeName = r.TypeName, Config = r.Config.FromWire() },
            static (server, request, token) => server.ValidateEphemeralResourceConfig(request, token)));
        table.Add(new OpenEphemeralResourceRpc());
        table.Add(new RenewEphemeralResourceRpc());
        table.Add(new CloseEphemeralResourceRpc());

        table.Add(new ValidateConfigRpc<
            ValidateListResourceConfig.Types.Request, ValidateListResourceConfig.Types.Response>(
            "ValidateListResourceConfig", static r => new() { TypeName = r.TypeName, Config = r.Config.FromWire() },
            static (server, request, token) => server.ValidateListResourceConfig(request, token)));
        table.Add(new ListResourceRpc());

        table.Add(new CallFunctionRpc());

        table.Add(new ValidateConfigRpc<ValidateActionConfig.Types.Request, ValidateActionConfig.Types.Response>(
            "ValidateActionConfig", static r => new() { TypeName = r.TypeName, Config = r.Config.FromWire() },
            static (server, request, token) => server.ValidateActionConfig(request, token)));
        table.Add(new PlanActionRpc());
        table.Add(new InvokeActionRpc());

        table.Add(new StateStoreRpc<ValidateStateStore.Types.Request, ValidateStateStore.Types.Response>(
            "ValidateStateStoreConfig", static r => r.TypeName, ProviderServer.ValidateStateStoreConfig));
        table.Add(new StateStoreRpc<ConfigureStateStore.Types.Request, ConfigureStateStore.Types.Response>(
            "ConfigureStateStore", static r => r.TypeName, ProviderServer.ConfigureStateStore));
        table.Add(new ReadStateBytesRpc());
        table.AddByFirstChunk(new StateStoreRpc<WriteStateBytes.Types.RequestChunk, WriteStateBytes.Types.Response>(
            "WriteStateBytes", static r => r.Meta?.TypeName ?? "", ProviderServer.WriteStateBytes));
        table.Add(new StateStoreRpc<LockState.Types.Request, LockState.Types.Response>(
            "LockState", static r => r.TypeName, ProviderServer.LockState));
        table.Add(new StateStoreRpc<UnlockState.Types.Request, UnlockState.Types.Response>(
            "UnlockState", static r => r.TypeName, ProviderServer.UnlockState));
        table.Add(new StateStoreRpc<GetStates.Types.Request, GetStates.Types.Response>(
            "GetStates", static r => r.TypeName, ProviderServer.GetStates));
        table.Add(new StateStoreRpc<DeleteState.Types.Request, DeleteState.Types.Response>(
            "DeleteState", static r => r.TypeName, ProviderServer.DeleteState));
    }
}

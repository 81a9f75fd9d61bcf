using System.Reflection;
using System.Reflection.Emit;
using Google.Protobuf.Reflection;
using TerraformPlugin.Hosting.Mapping;
using TerraformPlugin.Hosting.Protocol;
using TerraformPlugin.Hosting.Services;

namespace TerraformPlugin.Hosting.Tests.Mapping;

/// <summary>
/// What the protocol can say is read and written: every field of a request by some code of this project, every field of
/// an answer too. A field that is added to the proto file and forgotten fails here.
/// </summary>
public sealed class FieldCoverageTests
{
    /// <summary>What nothing reads or writes, by the beginning of its name, and why.</summary>
    private static readonly Dictionary<string, string> s_unused = new()
    {
        ["tfplugin6.PlanResourceChange.Response.legacy_type_system"] = "switches Terraform's checks off",
        ["tfplugin6.ApplyResourceChange.Response.legacy_type_system"] = "switches Terraform's checks off",
        ["tfplugin6.GetProviderSchema.Response.provider_meta"] = "no provider has a schema for module metadata",
        ["tfplugin6.ReadResource.Request.provider_meta"] = "as above: Terraform sends none",
        ["tfplugin6.PlanResourceChange.Request.provider_meta"] = "as above: Terraform sends none",
        ["tfplugin6.ApplyResourceChange.Request.provider_meta"] = "as above: Terraform sends none",
        ["tfplugin6.ReadDataSource.Request.provider_meta"] = "as above: Terraform sends none",
        ["tfplugin6.Schema.Object.min_items"] = "Terraform never looks at it",
        ["tfplugin6.Schema.Object.max_items"] = "Terraform never looks at it",
        ["tfplugin6.Schema.NestedBlock.min_items"] = "what is needed is said by a validator, with words of its own",
        ["tfplugin6.Schema.NestedBlock.max_items"] = "what is needed is said by a validator, with words of its own",
        ["tfplugin6.ValidateListResourceConfig.Request.include_resource_object"] = "any value of it is valid",
        ["tfplugin6.ValidateListResourceConfig.Request.limit"] = "any value of it is valid",
        ["tfplugin6.GetMetadata.Response.state_stores"] = "there are no state stores",
        ["tfplugin6.GetMetadata.StateStoreMetadata.type_name"] = "there are no state stores",
        ["tfplugin6.GetProviderSchema.Response.state_store_schemas"] = "there are no state stores",
        ["tfplugin6.ValidateStateStore."] = "state stores are answered with an error",
        ["tfplugin6.ConfigureStateStore."] = "state stores are answered with an error",
        ["tfplugin6.StateStoreClientCapabilities."] = "state stores are answered with an error",
        ["tfplugin6.StateStoreServerCapabilities."] = "state stores are answered with an error",
        ["tfplugin6.StateRange."] = "state stores are answered with an error",
        ["tfplugin6.RequestChunkMeta."] = "state stores are answered with an error",
        ["tfplugin6.ReadStateBytes."] = "state stores are answered with an error",
        ["tfplugin6.WriteStateBytes."] = "state stores are answered with an error",
        ["tfplugin6.LockState."] = "state stores are answered with an error",
        ["tfplugin6.UnlockState."] = "state stores are answered with an error",
        ["tfplugin6.GetStates."] = "state stores are answered with an error",
        ["tfplugin6.DeleteState."] = "state stores are answered with an error",
    };

    private static readonly Dictionary<int, OpCode> s_codes = typeof(OpCodes).GetFields()
        .Select(static field => (OpCode)field.GetValue(null)!).ToDictionary(static code => (int)(ushort)code.Value);

    [Fact]
    public void Every_field_of_a_request_is_read_and_every_field_of_an_answer_written()
    {
        var used = UsedAccessors();
        var service = Tfplugin6Reflection.Descriptor.Services.Single();
        var gaps = Reachable(service.Methods.Select(static m => m.InputType))
            .Where(field => !used.Contains(Accessor(field, isRead: true))).Select(static f => $"{f.FullName} is not read")
            .Concat(Reachable(service.Methods.Select(static m => m.OutputType))
                .Where(field => !used.Contains(Accessor(field, isRead: false)))
                .Select(static f => $"{f.FullName} is not written"))
            .ToHashSet();

        var unexpected = gaps.Where(static gap => !s_unused.Keys.Any(gap.StartsWith)).Order();
        Assert.True(!unexpected.Any(), string.Join('\n', unexpected));
        var stale = s_unused.Keys.Where(name => !gaps.Any(gap => gap.StartsWith(name, StringComparison.Ordinal)));
        Assert.True(!stale.Any(), "used by now: " + string.Join(", ", stale));
    }

    private static IEnumerable<FieldDescriptor> Reachable(IEnumerable<MessageDescriptor> roots)
    {
        var seen = new HashSet<MessageDescriptor>();
        var next = new Stack<MessageDescriptor>(roots);
        while (next.TryPop(out var message))
        {
            if (message.File.Package != "tfplugin6" || !seen.Add(message))
            {
                continue;
            }

            foreach (var field in message.Fields.InFieldNumberOrder())
            {
                if (!message.IsMapEntry)
                {
                    yield return field;
                }

                if (field.FieldType == FieldType.Message)
                {
                    next.Push(field.MessageType);
                }
            }
        }
    }

    /// <summary>A repeated field has no setter: who asks for it puts something in.</summary>
    private static string Accessor(FieldDescriptor field, bool isRead)
    {
        var type = field.ContainingType.ClrType;
        var name = field.PropertyName;
        return $"{type.FullName}.{(isRead || field.IsRepeated || field.IsMap ? "get" : "set")}_{name}";
    }

    /// <summary>The accessors of messages that code calls which is not generated from the proto file.</summary>
    private static HashSet<string> UsedAccessors()
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public
            | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var assembly = typeof(ProviderMethods).Assembly;
        return assembly.GetTypes()
            .Where(static type => type.Namespace?.StartsWith(typeof(Schema).Namespace!, StringComparison.Ordinal) != true)
            .SelectMany(static type => type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
            .SelectMany(Calls)
            .Where(static method => method.DeclaringType?.Namespace == typeof(Schema).Namespace)
            .Select(static method => $"{method.DeclaringType!.FullName}.{method.Name}")
            // What is written through the interface that answers have in common.
            .Concat(assembly.GetTypes().Where(static type => type.IsClass && type.IsAssignableTo(typeof(IDiagnosed)))
                .Select(static type => $"{type.FullName}.get_{nameof(IDiagnosed.Diagnostics)}"))
            .ToHashSet();
    }

    private static IEnumerable<MethodBase> Calls(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il)
        {
            yield break;
        }

        var typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var arguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < il.Length;)
        {
            var code = s_codes[il[at] == 0xfe ? (il[at] << 8) | il[at + 1] : il[at]];
            at += code.Size;
            if (code.OperandType == OperandType.InlineMethod)
            {
                yield return method.Module.ResolveMethod(BitConverter.ToInt32(il, at), typeArguments, arguments)!;
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }
}

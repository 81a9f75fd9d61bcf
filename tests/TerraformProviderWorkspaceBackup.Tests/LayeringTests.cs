using System.Reflection;
using System.Reflection.Emit;
using WorkspaceBackup.Velero.Faults;

namespace TerraformProviderWorkspaceBackup.Tests;

/// <summary>Each folder sees only those above it, read from the code as it was compiled.</summary>
public sealed class LayeringTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> s_opCodes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (OpCode)field.GetValue(null)!)
        .ToDictionary(static code => code.Value);

    /// <summary>The folders of each assembly, top to bottom: a folder may see those that stand before it.</summary>
    public static TheoryData<string, string[]> Layers => new()
    {
        {
            "WorkspaceBackup.Velero",
            [
                "Faults", "Collections", "Durations", "Kubernetes", "Clusters", "Objects", "Downloads", "Inspection", "Verdicts", "Writing",
                "Reconciling", "Schedules", "Locations", "Operations", "History", "Protection",
            ]
        },
        {
            "TerraformProviderWorkspaceBackup",
            [
                "Arguments", "Reporting", "Workspace", "Content", "Reconciled", "Schedules", "Locations", "Operations", "Functions", "Data",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_folder_sees_only_those_above_it(string root, string[] layers)
    {
        var edges = Edges(AssemblyOf(root), root);

        Assert.NotEmpty(edges);
        Assert.Empty(edges
            .Where(edge => Array.IndexOf(layers, edge.To) >= Array.IndexOf(layers, edge.From))
            .Select(static edge => edge.What));
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Every_folder_has_its_place(string root, string[] layers) => Assert.Subset(
        layers.ToHashSet(),
        AssemblyOf(root).GetTypes().Select(type => Folder(type, root)).OfType<string>().ToHashSet());

    [Fact]
    public void A_call_inside_a_method_is_seen() => Assert.Contains(
        Edges(typeof(LayeringTests).Assembly, "TerraformProviderWorkspaceBackup.Tests.Example"),
        static edge => edge is { From: "Lower", To: "Upper" });

    private static Assembly AssemblyOf(string root) =>
        root == "WorkspaceBackup.Velero" ? typeof(Fault).Assembly : typeof(WorkspaceProvider).Assembly;

    private static HashSet<(string From, string To, string What)> Edges(Assembly assembly, string root)
    {
        var edges = new HashSet<(string, string, string)>();
        foreach (var type in assembly.GetTypes())
        {
            if (Folder(type, root) is not { } from)
            {
                continue;
            }

            foreach (var seen in Seen(type).SelectMany(Parts).Where(seen => seen.Assembly == assembly))
            {
                if (Folder(seen, root) is { } to && to != from)
                {
                    edges.Add((from, to, $"{type.FullName} -> {seen.FullName}"));
                }
            }
        }

        return edges;
    }

    /// <summary>The namespace's first part below the root; null for what stands in no folder.</summary>
    private static string? Folder(Type type, string root) =>
        type.Namespace?.StartsWith($"{root}.", StringComparison.Ordinal) == true
            ? type.Namespace[(root.Length + 1)..].Split('.')[0]
            : null;

    private static IEnumerable<Type> Seen(Type type)
    {
        IEnumerable<Type?> declared = [type.BaseType, .. type.GetInterfaces(), .. type.GetFields(All).Select(static f => f.FieldType)];
        var methods = type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All));
        return declared.OfType<Type>().Concat(methods.SelectMany(Seen));
    }

    private static IEnumerable<Type> Seen(MethodBase method)
    {
        var body = method.GetMethodBody();
        return
        [
            .. method is MethodInfo { ReturnType: var returned } ? [returned] : Type.EmptyTypes,
            .. method.GetParameters().Select(static parameter => parameter.ParameterType),
            .. body?.LocalVariables.Select(static local => local.LocalType) ?? [],
            .. body?.GetILAsByteArray() is { } code ? Referenced(method, code) : [],
        ];
    }

    private static List<Type> Referenced(MethodBase method, byte[] code)
    {
        var types = new List<Type>();
        var typeArguments = method.DeclaringType?.GetGenericArguments();
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? (short)(0xFE00 | code[at + 1]) : code[at];
            var opCode = s_opCodes[value];
            at += opCode.Size;
            if (opCode.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType
                or OperandType.InlineTok)
            {
                var member = method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments);
                types.AddRange(member switch
                {
                    Type type => [type],
                    MethodInfo { IsGenericMethod: true } generic => [generic.DeclaringType!, .. generic.GetGenericArguments()],
                    _ => member?.DeclaringType is { } declaring ? [declaring] : Type.EmptyTypes,
                });
            }

            at += opCode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }

        return types;
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type)
        : [type];
}

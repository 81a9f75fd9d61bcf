using System.Numerics;

namespace TerraformPlugin.Values.Tests;

/// <summary>Random types and values of them, the same ones for the same seed.</summary>
internal sealed class RandomValues(int seed)
{
    private static readonly string[] Words =
        ["", "a", "b", "eu-prod", "ключ", "日本", "\U0001F600", "quote\"back\\slash", "line\nbreak\0", new('x', 300)];

    private readonly Random _random = new(seed);

    public TerraformType Type(int depth)
    {
        var kind = depth == 0 ? _random.Next(4) : _random.Next(9);
        return kind switch
        {
            0 => TerraformType.String,
            1 => TerraformType.Number,
            2 => TerraformType.Bool,
            3 => TerraformType.Dynamic,
            4 => TerraformType.List(Type(depth - 1)),
            5 => TerraformType.Set(Type(depth - 1)),
            6 => TerraformType.Map(Type(depth - 1)),
            7 => TerraformType.Tuple([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Type(depth - 1))]),
            _ => ObjectType(depth),
        };
    }

    /// <summary>A value for a slot of the type; without unknowns when JSON is to hold it.</summary>
    public TerraformValue Value(TerraformType type, bool unknowns, int dynamicDepth = 2)
    {
        if (type.Kind == TypeKind.Dynamic)
        {
            // A dynamic slot is null, unknown, or holds a value of a type of its own.
            var inner = dynamicDepth == 0 || _random.Next(4) == 0 ? type : Type(_random.Next(3));
            return inner.Kind != TypeKind.Dynamic ? Value(inner, unknowns, dynamicDepth - 1)
                : unknowns && _random.Next(2) == 0 ? TerraformValue.Unknown(type)
                : TerraformValue.Null(type);
        }

        switch (_random.Next(12))
        {
            case 0:
                return TerraformValue.Null(type);
            case 1 when unknowns:
                return TerraformValue.Unknown(type, Refinement(type));
        }

        TerraformValue Inner(TerraformType t) => Value(t, unknowns, dynamicDepth);
        return type.Kind switch
        {
            TypeKind.String => TerraformValue.String(Word()),
            TypeKind.Number => TerraformValue.Number(Number()),
            TypeKind.Bool => TerraformValue.Bool(_random.Next(2) == 0),
            TypeKind.List => TerraformValue.List(type.Element!, Several(() => Inner(type.Element!))),
            TypeKind.Set => TerraformValue.Set(type.Element!, Several(() => Inner(type.Element!))),
            TypeKind.Map => TerraformValue.Map(type.Element!,
                Several(() => KeyValuePair.Create(Word(), Inner(type.Element!))).DistinctBy(e => e.Key)),
            TypeKind.Tuple => TerraformValue.Tuple(type, [.. type.Elements.Select(Inner)]),
            TypeKind.Object => TerraformValue.Object(type,
                [.. type.Attributes.Select(a => KeyValuePair.Create(a.Key, Inner(a.Value)))]),
            _ => throw new InvalidOperationException($"{type.Kind}"),
        };
    }

    public TerraformNumber Number() => _random.Next(6) switch
    {
        0 => _random.Next(-40, 140),
        1 => _random.NextInt64(long.MinValue, long.MaxValue) >> _random.Next(64),
        2 => TerraformNumber.FromDouble(BitConverter.Int64BitsToDouble(_random.NextInt64() & ~(1L << 62))),
        3 => TerraformNumber.FromDouble(_random.Next(-9999, 9999) / 64.0),
        4 => TerraformNumber.Create(_random.NextInt64(), _random.Next(-60, 60)),
        _ => TerraformNumber.Create(BigInteger.Pow(_random.Next(-9, 9), _random.Next(200)), _random.Next(-9999, 9000)),
    };

    private TerraformType ObjectType(int depth)
    {
        var names = Enumerable.Range(0, _random.Next(5)).Select(_ => Word()).Distinct().ToList();
        return TerraformType.Object(names.Select(n => KeyValuePair.Create(n, Type(depth - 1))));
    }

    private UnknownRefinement? Refinement(TerraformType type) => _random.Next(3) switch
    {
        0 => new(NotNull: true),
        1 when type.Kind == TypeKind.String => new(_random.Next(2) == 0, "https://"),
        _ => null,
    };

    private string Word() => Words[_random.Next(Words.Length)];

    private List<T> Several<T>(Func<T> one) => [.. Enumerable.Range(0, _random.Next(5)).Select(_ => one())];
}

using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class CallFunctionTests
{
    private static readonly TerraformValue Null = TerraformValue.Null(TerraformType.String);

    public static TheoryData<string, TerraformValue[], string> Calls => new()
    {
        { "without variadic arguments", [Make.S("a"), Number(2)], "aa" },
        { "with variadic arguments", [Make.S("a"), Number(1), Make.S("b"), Make.S("c")], "a+b+c" },
        { "an unknown argument gives an unknown result", [Make.UnknownString, Number(1)], "(unknown)" },
        { "a null argument is refused", [Null, Number(1)], "0: text must not be null" },
        { "too few arguments", [Make.S("a")], "none: the function takes 2 arguments, not 1" },
        { "a failure that names its argument", [Make.S("a"), Number(-1)], "1: times must not be negative" },
        { "a failure that names a variadic argument", [Make.S("a"), Number(1), Make.S("b"), Make.S("!")], "3: not !" },
        { "a failure that names no argument", [Make.S("fail"), Number(1)], "none: failed" },
        {
            "an argument that does not decode", [Make.S("a"), TerraformValue.Number(TerraformNumber.FromDouble(0.5))],
            "1: Invalid Value"
        },
        { "an exception", [Make.S("throw"), Number(1)], "none: Provider Bug" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call(string what, TerraformValue[] arguments, string outcome)
    {
        using var server = Server();
        var response = await server.CallFunction(
            new() { Name = FakeProvider.TypeName, Arguments = [.. arguments.Select(Make.Wire)] },
            CancellationToken.None).WaitAsync(Make.Limit);
        var got = response.Error is { } error
            ? $"{error.Argument?.ToString() ?? "none"}: {error.Text}"
            : Make.Read(response.Result, TerraformType.String).ToString().Trim('"');
        Assert.True(got.StartsWith(outcome, StringComparison.Ordinal), $"{what}: {got}");
    }

    [Fact]
    public async Task Functions_are_listed_by_name()
    {
        using var server = Server();
        var function = (await server.GetFunctions(CancellationToken.None)).Functions[FakeProvider.TypeName];
        Assert.Equal(["text", "times"], function.Parameters.Select(static p => p.Name));
        Assert.Equal(TerraformType.String, function.ReturnType);
    }

    private static ProviderServer Server() =>
        new(new FakeProvider { Functions = FakeProvider.One<Function>(new Repeat()) });

    private static TerraformValue Number(long value) => TerraformValue.Number(value);

    private sealed class Repeat() : Function<string>(Codec.String)
    {
        private static readonly FunctionParameter<string> Text = new("text", Codec.String);
        private static readonly FunctionParameter<long> Times = new("times", Codec.Int64);
        private static readonly FunctionParameter<string> More = new("more", Codec.String);

        public override IReadOnlyList<FunctionParameter> Parameters => [Text, Times];

        public override FunctionParameter? VariadicParameter => More;

        public override string Summary => "repeats";

        public override string Description => "repeats";

        public override Value<string> Run(FunctionContext context)
        {
            var text = context.Get(Text).Known;
            var times = context.Get(Times).Known;
            var more = context.GetAll(More);
            if (times < 0)
            {
                context.Fail(Times, "times must not be negative");
                return default;
            }

            for (var i = 0; i < more.Count; i++)
            {
                if (more[i].Known == "!")
                {
                    context.Fail(More, i, "not !");
                }
            }

            if (text == "fail")
            {
                context.Fail("failed");
            }

            var repeated = string.Concat(Enumerable.Repeat(text, (int)times));
            return text == "throw"
                ? throw new InvalidOperationException("x")
                : string.Join("+", [repeated, .. more.Select(static m => m.Known)]);
        }
    }
}

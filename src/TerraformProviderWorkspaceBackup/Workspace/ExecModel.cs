using TerraformPlugin.Framework;

namespace TerraformProviderWorkspaceBackup.Workspace;

/// <summary>A cluster's credential plugin.</summary>
internal sealed record ExecModel : IModel<ExecModel>
{
    public static readonly SchemaAttribute<string> ApiVersionAttribute = new("api_version", Codec.String)
    {
        Presence = Presence.Required,
        Description = "`client.authentication.k8s.io/v1` or `client.authentication.k8s.io/v1beta1`.",
    };

    public static readonly SchemaAttribute<string> CommandAttribute = new("command", Codec.String)
    {
        Presence = Presence.Required,
        Description = "The program: a path, or a name that is looked up in `PATH`. It is started without a shell, "
            + "without a terminal, and ended when it takes too long.",
    };

    public static readonly SchemaAttribute<IReadOnlyList<string>> ArgsAttribute = new("args", Codec.List(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "The program's arguments, each passed on as it is.",
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> EnvAttribute =
        new("env", Codec.Map(Codec.String))
        {
            Presence = Presence.Optional,
            Sensitive = true,
            Description = "Environment variables set for the program beside the provider's own.",
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [ApiVersionAttribute, CommandAttribute, ArgsAttribute, EnvAttribute];

    public required Value<string> ApiVersion { get; init; }

    public required Value<string> Command { get; init; }

    public required Value<IReadOnlyList<string>> Args { get; init; }

    public required Value<IReadOnlyDictionary<string, string>> Env { get; init; }

    public bool HasUnknown => ApiVersion.IsUnknown || Command.IsUnknown || Args.IsUnknown || Env.IsUnknown;

    public static ExecModel Read(ModelReader reader) => new()
    {
        ApiVersion = reader.Get(ApiVersionAttribute),
        Command = reader.Get(CommandAttribute),
        Args = reader.Get(ArgsAttribute),
        Env = reader.Get(EnvAttribute),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(ApiVersionAttribute, ApiVersion);
        writer.Set(CommandAttribute, Command);
        writer.Set(ArgsAttribute, Args);
        writer.Set(EnvAttribute, Env);
    }
}

using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Clusters;

namespace TerraformProviderWorkspaceBackup.Workspace;

/// <summary>A cluster's credential plugin.</summary>
internal sealed record ExecModel(TerraformValue Object) : Model<ExecModel>(Object), IModel<ExecModel>
{
    public static readonly SchemaAttribute<string> ApiVersion = new("api_version", Codec.String)
    {
        Presence = Presence.Required,
        Description = "`client.authentication.k8s.io/v1` or `.../v1beta1`.",
    };

    public static readonly SchemaAttribute<string> Command = new("command", Codec.String)
    {
        Presence = Presence.Required,
        Description = "The program. A path, or a name that is looked up in `PATH`. It gets no shell, no terminal and no input, and one minute.",
    };

    public static readonly SchemaAttribute<IReadOnlyList<string>> Args = new("args", Codec.List(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "The program's arguments.",
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> Env =
        new("env", Codec.Map(Codec.String))
        {
            Presence = Presence.Optional,
            Sensitive = true,
            Description = "Environment variables for it. It has the provider's own too.",
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [ApiVersion, Command, Args, Env];

    public static ExecModel Of(TerraformValue value) => new(value);

    /// <summary>The settings, when all of it is known.</summary>
    public ExecSettings ToSettings() => new()
    {
        ApiVersion = Get(ApiVersion).OrNull() ?? "",
        Command = Get(Command).OrNull() ?? "",
        Args = Get(Args).OrNull() ?? [],
        Env = Get(Env).OrNull() ?? new Dictionary<string, string>(),
    };
}

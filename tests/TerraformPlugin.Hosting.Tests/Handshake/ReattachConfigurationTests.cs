using TerraformPlugin.Hosting.Handshake;

namespace TerraformPlugin.Hosting.Tests.Handshake;

public sealed class ReattachConfigurationTests
{
    [Fact]
    public void It_has_the_fields_that_Terraform_reads() => Assert.Equal(
        """
        {"registry.terraform.io/a/b":{"Protocol":"grpc","ProtocolVersion":6,"Pid":42,"Test":true,
        "Addr":{"Network":"unix","String":"/tmp/x/socket"}}}
        """.ReplaceLineEndings(""),
        ReattachConfiguration.Format("registry.terraform.io/a/b", 42, "unix", "/tmp/x/socket"));

    [Fact]
    public void A_quote_in_it_does_not_end_the_shell_line_early() => Assert.Equal(
        """export TF_REATTACH_PROVIDERS='{"it'\''s":1}'""",
        ReattachConfiguration.ShellLine("""{"it's":1}"""));
}

#pragma warning disable IDE0130 // The namespaces are the example.
namespace TerraformProviderWorkspaceBackup.Tests.Example.Upper
{
    internal static class Called
    {
        public static int Value() => 1;
    }
}

namespace TerraformProviderWorkspaceBackup.Tests.Example.Lower
{
    internal static class Caller
    {
        public static int Twice() => 2 * Upper.Called.Value();
    }
}

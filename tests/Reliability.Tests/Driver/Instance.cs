using TerraformPlugin.Framework.Internal.Server;

namespace Reliability.Tests.Driver;

/// <summary>One resource as Terraform's state holds it.</summary>
internal sealed record Instance(EncodedValue State, ReadOnlyMemory<byte> Private, bool IsTainted = false);

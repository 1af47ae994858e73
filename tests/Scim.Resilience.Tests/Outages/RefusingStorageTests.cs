namespace Scim.Resilience.Tests.Outages;

/// <summary>Storage breaks its connections and takes no more.</summary>
public sealed class RefusingStorageTests : StorageOutage
{
    protected override Task TakeAsync() => Proxy.RefuseAsync();

    protected override Task ReturnAsync() => Proxy.ListenAsync();
}

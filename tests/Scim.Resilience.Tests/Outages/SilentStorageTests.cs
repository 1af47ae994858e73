namespace Scim.Resilience.Tests.Outages;

/// <summary>Storage takes connections and never answers.</summary>
public sealed class SilentStorageTests : StorageOutage
{
    protected override Task TakeAsync()
    {
        Proxy.FallSilent();
        return Task.CompletedTask;
    }

    protected override Task ReturnAsync()
    {
        Proxy.Speak();
        return Task.CompletedTask;
    }
}

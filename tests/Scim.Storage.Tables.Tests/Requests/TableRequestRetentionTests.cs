using Scim.Storage.Contracts;

namespace Scim.Storage.Tables.Tests.Requests;

public sealed class TableRequestRetentionTests : RequestRetentionContract
{
    private TestStorage? _storage;

    protected override async Task<Ports> OpenAsync() => (_storage = await TestStorage.OpenAsync()).Ports;

    protected override async Task CloseAsync() => await _storage!.DisposeAsync();
}

using Scim.Storage.Contracts;

namespace Scim.Storage.Tables.Tests.Integrity;

public sealed class TableIntegrityContractTests : IntegrityCheckContract
{
    private TestStorage? _storage;

    protected override async Task<Ports> OpenAsync() => (_storage = await TestStorage.OpenAsync()).Ports;

    protected override async Task CloseAsync() => await _storage!.DisposeAsync();
}

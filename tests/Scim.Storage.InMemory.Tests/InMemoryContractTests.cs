using Scim.Storage.Contracts;

namespace Scim.Storage.InMemory.Tests;

public sealed class InMemoryAccountStoreTests : AccountStoreContract
{
    protected override Task<Ports> OpenAsync() => EmptyStorage.OpenAsync();

    protected override Task CloseAsync() => Task.CompletedTask;
}

public sealed class InMemoryAuditRetentionTests : AuditRetentionContract
{
    protected override Task<Ports> OpenAsync() => EmptyStorage.OpenAsync();

    protected override Task CloseAsync() => Task.CompletedTask;
}

public sealed class InMemoryClientStoreTests : ClientStoreContract
{
    protected override Task<Ports> OpenAsync() => EmptyStorage.OpenAsync();

    protected override Task CloseAsync() => Task.CompletedTask;
}

public sealed class InMemoryTokenStoreTests : TokenStoreContract
{
    protected override Task<Ports> OpenAsync() => EmptyStorage.OpenAsync();

    protected override Task CloseAsync() => Task.CompletedTask;
}

public sealed class InMemoryTokenBucketStoreTests : TokenBucketStoreContract
{
    protected override Task<Ports> OpenAsync() => EmptyStorage.OpenAsync();

    protected override Task CloseAsync() => Task.CompletedTask;
}

public sealed class InMemoryUserStoreTests : UserStoreContract
{
    protected override Task<Ports> OpenAsync() => EmptyStorage.OpenAsync();

    protected override Task CloseAsync() => Task.CompletedTask;
}

public sealed class InMemoryUserQueryTests : UserQueryContract
{
    protected override Task<Ports> OpenAsync() => EmptyStorage.OpenAsync();

    protected override Task CloseAsync() => Task.CompletedTask;
}

public sealed class InMemoryUserCountersTests : UserCountersContract
{
    protected override Task<Ports> OpenAsync() => EmptyStorage.OpenAsync();

    protected override Task CloseAsync() => Task.CompletedTask;
}

public sealed class InMemoryUserPagingTests : UserPagingContract
{
    protected override Task<Ports> OpenAsync() => EmptyStorage.OpenAsync();

    protected override Task CloseAsync() => Task.CompletedTask;
}

public sealed class InMemoryUserAdditionTests : UserAdditionContract
{
    protected override Task<Ports> OpenAsync() => EmptyStorage.OpenAsync();

    protected override Task CloseAsync() => Task.CompletedTask;
}

public sealed class InMemorySchemaTests : SchemaStoreContract
{
    protected override Task<Ports> OpenAsync() => EmptyStorage.OpenAsync();

    protected override Task CloseAsync() => Task.CompletedTask;
}

public sealed class InMemoryOutboxTests : OutboxContract
{
    protected override Task<Ports> OpenAsync() => EmptyStorage.OpenAsync();

    protected override Task CloseAsync() => Task.CompletedTask;
}

public sealed class InMemoryRequestLogTests : RequestLogContract
{
    protected override Task<Ports> OpenAsync() => EmptyStorage.OpenAsync();

    protected override Task CloseAsync() => Task.CompletedTask;
}

public sealed class InMemoryRequestRetentionTests : RequestRetentionContract
{
    protected override Task<Ports> OpenAsync() => EmptyStorage.OpenAsync();

    protected override Task CloseAsync() => Task.CompletedTask;
}

public sealed class InMemoryStreamStoreTests : StreamStoreContract
{
    protected override Task<Ports> OpenAsync() => EmptyStorage.OpenAsync();

    protected override Task CloseAsync() => Task.CompletedTask;
}

public sealed class InMemoryIntegrityCheckTests : IntegrityCheckContract
{
    protected override Task<Ports> OpenAsync() => EmptyStorage.OpenAsync();

    protected override Task CloseAsync() => Task.CompletedTask;
}

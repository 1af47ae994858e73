namespace Scim.Storage.Tables.Connection;

/// <summary>The seven tables. A write that misses one creates them all and is sent again.</summary>
internal sealed class TableSet : IDisposable
{
    private readonly StorageClients _clients;

    public TableSet(TableStorageOptions options, TimeProvider time)
    {
        _clients = new StorageClients(options);
        Users = Named("Users");
        Accounts = Named("Accounts");
        Tokens = Named("StsTokens");
        Clients = Named("OAuthClients");
        Buckets = Named("TokenBuckets");
        Streams = Named("EventStreams");
        Requests = Named("Requests");

        StorageTable Named(string name) => new(options.TablePrefix + name, _clients, CreateAsync, options.Timing, time);
    }

    /// <summary>Users, their indexes, the audit trail and the account rows; partitioned by account.</summary>
    public StorageTable Users { get; }

    /// <summary>The register of accounts.</summary>
    public StorageTable Accounts { get; }

    /// <summary>Issued STS tokens.</summary>
    public StorageTable Tokens { get; }

    /// <summary>OAuth clients.</summary>
    public StorageTable Clients { get; }

    /// <summary>Token buckets.</summary>
    public StorageTable Buckets { get; }

    /// <summary>Streams of events; partitioned by account.</summary>
    public StorageTable Streams { get; }

    /// <summary>Logs of requests; partitioned by account.</summary>
    public StorageTable Requests { get; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<StorageTable> All => [Users, Accounts, Tokens, Clients, Buckets, Streams, Requests];

    /// <summary>Creates the tables that are missing.</summary>
    public Task CreateAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(All.Select(table => table.CreateAsync(cancellationToken)));

    public void Dispose() => _clients.Dispose();
}

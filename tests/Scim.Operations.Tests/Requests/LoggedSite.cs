using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Operations.Tests.Requests;

/// <summary>A site with a log of requests that a test fills.</summary>
internal sealed class LoggedSite : IAsyncDisposable
{
    public static readonly ClientId Entra = ClientId.Parse("entra-client");

    private LoggedSite(OperatorSite site) => Site = site;

    public OperatorSite Site { get; }

    public IRequestLog Log => Site.Storage.Requests;

    public static async Task<LoggedSite> StartAsync() => new(await OperatorSite.StartAsync());

    public T Get<T>()
        where T : notnull => Site.Get<T>();

    /// <summary>Logs a request of now; the clock goes on by a minute before.</summary>
    public LoggedRequest Add(int status, string operation = "CreateUser", string? type = null, string? detail = null)
    {
        Site.Time.Advance(TimeSpan.FromMinutes(1));
        return Add(Entry(status, operation, type, detail));
    }

    public LoggedRequest Add(LoggedRequest entry)
    {
        Write([entry], []);
        return entry;
    }

    public void Add(RequestTraffic traffic) => Write([], [traffic]);

    /// <summary>Logs many requests of now that were answered alike.</summary>
    public void AddMany(int count, int status)
    {
        foreach (var some in Enumerable.Range(0, count).Chunk(RequestBatch.Most))
            Write([.. some.Select(_ => Entry(status))], []);
    }

    public LoggedRequest Entry(int status, string operation = "CreateUser", string? type = null, string? detail = null) => new()
    {
        Id = Guid.NewGuid(),
        Account = OperatorSite.Acme,
        When = Site.Time.GetUtcNow(),
        Client = Entra,
        Method = "POST",
        Route = "/Users",
        Operation = operation,
        Status = status,
        Type = type,
        Detail = detail,
        Duration = TimeSpan.FromMilliseconds(12),
        CorrelationId = Guid.NewGuid().ToString("N"),
    };

    // Memory takes it at once.
    private void Write(IReadOnlyList<LoggedRequest> entries, IReadOnlyList<RequestTraffic> traffic) => Assert.True(
        Log.WriteAsync(new RequestBatch(OperatorSite.Acme, entries, traffic), CancellationToken.None).IsCompletedSuccessfully);

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}

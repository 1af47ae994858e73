using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Operations.Tests.Requests;

/// <summary>A site with a log of requests that a test fills.</summary>
internal sealed class LoggedSite : IAsyncDisposable
{
    public static readonly ClientId Entra = ClientId.Parse("entra-client");

    private LoggedSite(OperatorSite site, ListedRequests log) => (Site, Log) = (site, log);

    public OperatorSite Site { get; }

    public ListedRequests Log { get; }

    public static async Task<LoggedSite> StartAsync()
    {
        var log = new ListedRequests();
        var site = await OperatorSite.StartAsync(
            replace: services => services.Replace(ServiceDescriptor.Singleton<IRequestLog>(log)));
        return new LoggedSite(site, log);
    }

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
        Log.Entries.Add(entry);
        return entry;
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

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}

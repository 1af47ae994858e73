using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Cli.Tests.Requests;

/// <summary>Commands on tables with an account and what a test logs for it.</summary>
internal sealed class LoggedCli : IAsyncDisposable
{
    public static readonly AccountId Acme = AccountId.Parse("acme");
    public static readonly ClientId Connector = ClientId.Parse("connector");

    // Azurite's clock is the machine's; what is asked for by age is logged by the same.
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private readonly ServiceProvider _services;

    private LoggedCli(Cli cli, ServiceProvider services) => (Commands, _services) = (cli, services);

    public Cli Commands { get; }

    public IRequestLog Log => _services.GetRequiredService<IRequestLog>();

    public static async Task<LoggedCli> StartAsync()
    {
        var cli = new Cli();
        await cli.JsonAsync("account", "create", "acme", "--licences", "5");
        return new LoggedCli(cli, await cli.ServicesAsync());
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static LoggedRequest Entry(
        int status, string? type = null, string? detail = null, string operation = "CreateUser", int minutesAgo = 5) => new()
        {
            Id = Guid.NewGuid(),
            Account = Acme,
            When = Now.AddMinutes(-minutesAgo),
            Client = Connector,
            Method = "POST",
            Route = "/Users",
            Operation = operation,
            Status = status,
            Type = type,
            Detail = detail,
            Attributes = ["userName", "name"],
            Duration = TimeSpan.FromMilliseconds(12.5),
            CorrelationId = Guid.NewGuid().ToString("N"),
        };

    public async Task<LoggedRequest> AddAsync(LoggedRequest entry)
    {
        await Log.WriteAsync(new RequestBatch(Acme, [entry], []), TestContext.Current.CancellationToken);
        return entry;
    }

    public Task AddTrafficAsync(long granted = 0, long denied = 0, long lost = 0)
    {
        var minute = new DateTimeOffset(Now.UtcTicks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
        var traffic = new RequestTraffic(Acme, minute, Connector, "one")
        {
            Answered = [new AnsweredRequests("GetUser", 2, granted)],
            Denied = denied,
            Lost = lost,
        };
        return Log.WriteAsync(new RequestBatch(Acme, [], [traffic]), TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

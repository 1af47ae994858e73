using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Tokens;
using Scim.Testing;

namespace Scim.Resilience.Tests.Tokens;

/// <summary>What the log says of secrets that end.</summary>
public sealed class EndingSecretsTests : IAsyncLifetime
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private ServiceInstance _service = null!;
    private CreatedClient _client = null!;
    private string _token = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceInstance.StartAsync(AzuriteInstance.NewTablePrefix(), _time);
        var tenant = await _service.AddTenantAsync("acme");
        _client = await _service.Services.GetRequiredService<ClientService>().CreateAsync(
            new NewClient(tenant.Account) { SecretLifetime = Year }, Cancel);
        _token = (await RequestAsync()).Text("access_token") ?? "";
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_client_in_use_is_warned_of_once_a_day_from_30_days_before()
    {
        _time.Advance(Year - TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        await UseAsync();
        Assert.Equal(0, Warnings(1401));

        for (var minute = 0; minute < 120; minute += 10)
        {
            _time.Advance(TimeSpan.FromMinutes(10));
            await UseAsync();
        }
        Assert.Equal(1, Warnings(1401));

        _time.Advance(Day);
        await UseAsync();
        Assert.Equal(2, Warnings(1401));
        Assert.Equal(0, Warnings(1402));
        Assert.Contains(
            _service.Log.Lines, line => line.Contains($"client {_client.Client.Id.Value} of account acme", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_secret_that_has_ended_is_refused_and_told_of()
    {
        _time.Advance(Year);

        var refused = await RequestAsync();

        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (refused.Status, refused.Text("error")));
        Assert.Equal(1, Warnings(1402));
    }

    [Fact]
    public async Task Nothing_is_said_of_a_secret_that_does_not_end()
    {
        var tenant = await _service.AddTenantAsync("other");
        using var scim = _service.ClientOf(tenant);
        _time.Advance(Year - Day);

        Assert.Equal(HttpStatusCode.OK, (await scim.GetAsync("/Users?count=0", Cancel)).Status);

        Assert.Equal(0, Warnings(1401) + Warnings(1402));
    }

    private int Warnings(int id) => _service.Log.Lines.Count(line => line.StartsWith($"Warning {id} ", StringComparison.Ordinal));

    private async Task UseAsync()
    {
        using var scim = new ScimClient(_service.ScimBase, _token);
        Assert.Equal(HttpStatusCode.OK, (await scim.GetAsync("/Users?count=0", Cancel)).Status);
    }

    private async Task<ScimAnswer> RequestAsync()
    {
        using var scim = new ScimClient(_service.ScimBase, token: null);
        return await scim.RequestTokenAsync(_client.Client.Id.Value, _client.Secret ?? "", Cancel);
    }
}

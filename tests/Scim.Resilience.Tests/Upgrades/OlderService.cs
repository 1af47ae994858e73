using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Scim.Events;
using Scim.Events.Signing;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Testing;

namespace Scim.Resilience.Tests.Upgrades;

/// <summary>The service of now on the rows of a file, an hour after the last of them was written.</summary>
internal sealed class OlderService : IAsyncDisposable
{
    private readonly ServiceInstance _instance;

    private OlderService(ServiceInstance instance, StoredRows rows) =>
        (_instance, Rows, Scim) = (instance, rows, new ScimClient(instance.ScimBase, rows.Known.Token));

    /// <summary>What lay in storage when it was started.</summary>
    public StoredRows Rows { get; }

    /// <summary>The connector of the account <c>acme</c>.</summary>
    public ScimClient Scim { get; }

    public static AccountId Acme { get; } = AccountId.Parse("acme");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<OlderService> StartAsync(string version)
    {
        var rows = RowFixtures.Read(version);
        var now = rows.Time.AddHours(1);
        var keys = SigningKeySetting.With(null, "ES256", rows.Time, rows.Time).Setting;
        var instance = await ServiceInstance.StartAsync(
            await rows.LoadAsync(Cancel), new FakeTimeProvider(now), events: new EventOptions { SigningKeys = keys });
        return new OlderService(instance, rows);
    }

    public T Get<T>()
        where T : notnull => _instance.Services.GetRequiredService<T>();

    /// <summary>The rows of a table of the account whose keys begin so.</summary>
    public IEnumerable<StoredRow> RowsOf(string table, string keysBegin) => Rows.Rows.Where(
        row => row.Table == table && row.Partition == Acme.Value && row.Row.StartsWith(keysBegin, StringComparison.Ordinal));

    /// <summary>The one user that a filter finds.</summary>
    public async Task<JsonElement> FindAsync(string filter)
    {
        var answer = await Scim.GetAsync($"/Users?filter={Uri.EscapeDataString(filter)}", Cancel);
        Assert.True(answer.Body.TryGetProperty("Resources", out var users) && users.GetArrayLength() == 1, $"{filter}: {answer.Body}");
        return users[0];
    }

    /// <summary>Polls with the receiver's token.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="acknowledged">The <c>jti</c> of what the receiver has.</param>
    /// <returns>The <c>jti</c> of what came.</returns>
    public async Task<IReadOnlyList<string>> PollAsync(StreamId stream, IReadOnlyList<string> acknowledged)
    {
        var root = _instance.ScimBase[..^"/scim/v2".Length];
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{root}/events/{stream}")
        {
            Content = JsonContent.Create(new { returnImmediately = true, ack = acknowledged }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Rows.Known.EventsToken);
        using var http = new HttpClient();
        using var response = await http.SendAsync(request, Cancel);
        var answer = JsonElement.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancel));
        return [.. answer.GetProperty("sets").EnumerateObject().Select(set => set.Name)];
    }

    /// <summary>Asserts that every counter and every index row is that of the users.</summary>
    public async Task AssertSoundAsync() =>
        Assert.Empty(await Get<IIntegrityCheck>().CheckAsync(Acme, repair: false, Cancel).ToListAsync(Cancel));

    public async ValueTask DisposeAsync()
    {
        Scim.Dispose();
        await _instance.DisposeAsync();
    }
}

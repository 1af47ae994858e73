using System.Net;

namespace Scim.Testing;

/// <summary>Starts local hosts on the Azurite of this test process.</summary>
public static class LocalHosts
{
    /// <summary>
    /// Starts a host: unlimited licences and 10,000 requests per second unless <paramref name="settings"/> say otherwise.
    /// </summary>
    public static async Task<LocalHostProcess> StartAsync(
        string tablePrefix,
        Dictionary<string, string> settings,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string?>? environment = null) =>
        await LocalHostProcess.StartAsync(await SettingsAsync(tablePrefix, settings), cancellationToken, environment);

    /// <summary>The settings of a host of these tests: the Azurite of this process, no limits, and <paramref name="settings"/>.</summary>
    public static async Task<Dictionary<string, string>> SettingsAsync(string tablePrefix, Dictionary<string, string> settings)
    {
        var all = new Dictionary<string, string>
        {
            ["TableStorage:TablePrefix"] = tablePrefix,
            ["Demo:Licences"] = "unlimited",
            ["Demo:RequestsPerSecond"] = "10000",
            ["Demo:Burst"] = "10000",
        };
        foreach (var (key, value) in settings) all[key] = value;
        if (!all.ContainsKey("TableStorage:ConnectionString") && !all.ContainsKey("TableStorage:Endpoint"))
            all["TableStorage:ConnectionString"] = (await AzuriteInstance.GetProcessAsync()).ConnectionString;
        return all;
    }

    /// <summary>Obtains a token for the demo account.</summary>
    public static async Task<ScimClient> SignInAsync(ITestHost host, CancellationToken cancellationToken)
    {
        using var anonymous = new ScimClient(host.ScimBase, token: null);
        var answer = await anonymous.RequestTokenAsync("demo", "demo-secret", cancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return new ScimClient(host.ScimBase, answer.Body.GetProperty("access_token").GetString());
    }
}

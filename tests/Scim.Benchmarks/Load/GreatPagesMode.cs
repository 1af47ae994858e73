using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Scim.Benchmarks.Hosting;
using Scim.LocalHost.Azurite;
using static System.FormattableString;

namespace Scim.Benchmarks.Load;

/// <summary>
/// What many pages of the greatest users take of memory when they are read at once and a third of the readers is asleep: while they are
/// read, and when all are done.
/// </summary>
internal static class GreatPagesMode
{
    private const double MiB = 1024 * 1024;
    private const int Users = 100;
    private const int TitleLength = 490_000;

    /// <param name="readers">How many pages are read at once.</param>
    /// <param name="overAzurite">True for an Azurite of its own; false for storage in memory, which counts before the start.</param>
    public static async Task RunAsync(int readers, bool overAzurite)
    {
        await using var azurite = overAzurite ? await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None) : null;
        string[] storage = azurite is null ? [] : [HostRun.Over(azurite.ConnectionString)];
        await using var scim = await HostProcess.StartAsync(["scim", HostProcess.WorkstationMemory, .. storage]);
        var token = await scim.AddTenantAsync(users: 0);
        await FillAsync(scim, token);
        // The first page takes an Azurite longer than a storage request may last when others wait for it.
        await ReadAsync(scim.Address, token);
        await scim.StateAsync(collect: true);
        var before = await scim.StateAsync(collect: true);

        using var end = new CancellationTokenSource();
        var asleep = Enumerable.Range(0, readers / 3).Select(_ => SleepAsync(scim.Address, token, end.Token)).ToList();
        var awake = Task.WhenAll(Enumerable.Range(0, readers - (readers / 3)).Select(_ => ReadAsync(scim.Address, token)));
        var most = before;
        while (!awake.IsCompleted)
        {
            var now = await scim.StateAsync();
            most = now.WorkingSetBytes > most.WorkingSetBytes ? now : most;
        }
        var whole = (await awake).Count(isWhole => isWhole);
        var cutOff = await Task.WhenAll(asleep);
        await scim.StateAsync(collect: true);
        var after = await scim.StateAsync(collect: true);

        System.Console.WriteLine(Invariant($"## {readers} pages of {Users} users of {TitleLength / 1000} KB: {whole} whole, ")
            + Invariant($"{cutOff.Count(isCut => isCut)} of {asleep.Count} sleepers cut off\n"));
        System.Console.WriteLine(MarkdownTable.Of(
            ["memory of the process", "MiB", "above the start"],
            [
                ["before", before.WorkingSetBytes / MiB, 0.0],
                ["at most", most.WorkingSetBytes / MiB, (most.WorkingSetBytes - before.WorkingSetBytes) / MiB],
                ["afterwards", after.WorkingSetBytes / MiB, (after.WorkingSetBytes - before.WorkingSetBytes) / MiB],
            ]));
    }

    private static async Task FillAsync(HostProcess scim, string token)
    {
        using var http = new HttpClient { BaseAddress = scim.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var title = new string('t', TitleLength);
        for (var number = 0; number < Users; number++)
        {
            using var body = new StringContent(
                Invariant($$"""{"userName":"great{{number}}","name":{"givenName":"G","familyName":"U"},"title":"{{title}}"}"""),
                Encoding.UTF8,
                "application/scim+json");
            using var answer = await http.PostAsync(new Uri("/scim/v2/Users", UriKind.Relative), body);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Reads a page. True if it came whole.</summary>
    private static async Task<bool> ReadAsync(Uri address, string token)
    {
        using var client = await AskAsync(address, token);
        var buffer = new byte[64 * 1024];
        long length = 0;
        try
        {
            while (await client.GetStream().ReadAsync(buffer) is > 0 and var read)
                length += read;
        }
        catch (IOException)
        {
            return false;
        }
        return length > (long)Users * TitleLength;
    }

    /// <summary>Asks for a page and reads nothing of it until the service ends the connection. True if it does so.</summary>
    private static async Task<bool> SleepAsync(Uri address, string token, CancellationToken end)
    {
        using var client = await AskAsync(address, token);
        await Task.Delay(TimeSpan.FromSeconds(45), TimeProvider.System, end);
        var buffer = new byte[1024 * 1024];
        long length = 0;
        try
        {
            while (await client.GetStream().ReadAsync(buffer, end) is > 0 and var read)
                length += read;
        }
        catch (IOException)
        {
            return true;
        }
        return length < (long)Users * TitleLength;
    }

    private static async Task<TcpClient> AskAsync(Uri address, string token)
    {
        var client = new TcpClient { ReceiveBufferSize = 64 * 1024 };
        await client.ConnectAsync(address.Host, address.Port);
        var request = $"GET /scim/v2/Users?count={Users.ToString(CultureInfo.InvariantCulture)} HTTP/1.1\r\nHost: {address.Authority}\r\n"
            + $"Authorization: Bearer {token}\r\nConnection: close\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        return client;
    }
}

using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Benchmarks.Hosting;
using Scim.LocalHost.Azurite;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Users;
using static System.FormattableString;

namespace Scim.Benchmarks.Load;

/// <summary>
/// What streams cost a write: the processor time of this process, without storage, for changes of one user in an account without streams
/// and in another with two. The two take turns, so that what else the machine does falls upon both.
/// </summary>
internal static class StreamMode
{
    private const int Streams = 2;

    /// <param name="turns">How many turns each has; the first tenth is not counted.</param>
    /// <param name="writes">How many writes a turn has.</param>
    public static async Task RunAsync(int turns, int writes)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);
        var services = new ServiceCollection().AddLogging();
        ScimHost.AddTo(services, new StorageCost(TimeSpan.Zero, TimeSpan.Zero), azurite.ConnectionString);
        await using var provider = services.BuildServiceProvider();
        var plain = await Writer.StartAsync(provider, "plain", streams: 0);
        var told = await Writer.StartAsync(provider, "told", Streams);
        var (without, with) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < turns; turn++)
        {
            var one = await plain.RunAsync(writes);
            var other = await told.RunAsync(writes);
            if (turn < turns / 10)
                continue;
            without.Add(one);
            with.Add(other);
        }
        var more = with.Zip(without, (one, other) => (one - other) / Streams).Order().ToList();
        var error = Math.Sqrt(more.Sum(one => Math.Pow(one - more.Average(), 2)) / (more.Count - 1) / more.Count);
        System.Console.WriteLine(Invariant($"## Processor time of a write, {writes} in a turn, medians of {more.Count} turns\n"));
        System.Console.WriteLine(MarkdownTable.Of(
            ["", "microseconds"],
            [
                ["without streams", Median(without)],
                [Invariant($"with {Streams} streams"), Median(with)],
                ["a stream more, median of the turns' differences", Median(more)],
                ["a stream more, mean", more.Average()],
                ["standard error of the mean", error],
            ]));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <param name="users">The service.</param>
    /// <param name="call">Who changes.</param>
    /// <param name="id">The user that is changed.</param>
    private sealed class Writer(UserService users, CallContext call, string id)
    {
        private int _number;

        public static async Task<Writer> StartAsync(IServiceProvider services, string name, int streams)
        {
            var (account, accounts) = (AccountId.Parse(name), services.GetRequiredService<IAccountStore>());
            await accounts.CreateAsync(account, TimeProvider.System.GetUtcNow(), null, Strictness.Lenient, default);
            var row = await accounts.FindAsync(account, default) ?? throw new InvalidOperationException("The account was not created.");
            await accounts.ChangeStreamsAsync(
                row,
                [
                    .. Enumerable.Range(0, streams).Select(number => new StreamSetting(
                        StreamId.New(DateTimeOffset.UnixEpoch.AddSeconds(number)),
                        EventContent.Notice,
                        IsPush: false,
                        DateTimeOffset.UnixEpoch)),
                ],
                default);
            var call = CallContext.OfOperator(ClientId.Parse(name), account, ReadingRules.Default, "benchmark");
            var users = services.GetRequiredService<UserService>();
            using var body = JsonDocument.Parse(SampleBodies.Body(1, "Countess"));
            var user = await users.CreateAsync(call, body.RootElement, default);
            return new Writer(users, call, user.Id.ToString());
        }

        /// <summary>Changes the user so many times; microseconds of processor time for each.</summary>
        public async Task<double> RunAsync(int writes)
        {
            GC.Collect();
            var before = Environment.CpuUsage.TotalTime;
            for (var write = 0; write < writes; write++)
            {
                using var body = JsonDocument.Parse($$"""
                    {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                    "Operations":[{"op":"replace","path":"title","value":"{{_number++}}"}]}
                    """);
                await users.PatchAsync(call, id, body.RootElement, expectedVersion: null, default);
            }
            return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / writes;
        }
    }
}

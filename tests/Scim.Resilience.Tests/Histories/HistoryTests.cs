using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Provisioning.Users;
using Scim.Resilience.Tests.Chaos;
using Scim.Testing;
using Scim.Testing.Faults;

namespace Scim.Resilience.Tests.Histories;

/// <summary>
/// Two hosts that remember users change the same ones: no update is lost, no refusal is stale, nobody comes back. 20,000 requests at full
/// length, 1,000 else.
/// </summary>
public sealed class HistoryTests(ITestOutputHelper output)
{
    private const int UsersAtOnce = 8;
    private const int RequestsOfUser = 50;

    private static int Users => (LongTests.Wanted ? 20_000 : 1_000) / RequestsOfUser;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    public Task Every_answer_can_be_explained_by_one_order(double faultRate) =>
        ChaosRun.FromSeedAsync(output, seed => RunAsync(seed, faultRate));

    private async Task RunAsync(Seed seed, double faultRate)
    {
        var tables = AzuriteInstance.NewTablePrefix();
        FaultPlan[] plans = [.. Enumerable.Range(0, 2).Select(host => new FaultPlan(unchecked(seed.Value + host), faultRate))];
        await using var faultless = await ServiceInstance.StartAsync(tables, logLevel: LogLevel.Error);
        await using var one = await ServiceInstance.StartAsync(tables, plan: plans[0], logLevel: LogLevel.Error);
        await using var other = await ServiceInstance.StartAsync(tables, plan: plans[1], logLevel: LogLevel.Error);
        var tenant = await faultless.AddTenantAsync("acme");
        using var first = one.ClientOf(tenant);
        using var second = other.ClientOf(tenant);

        var runs = new List<HistoryRun>();
        for (var user = 0; user < Users; user += UsersAtOnce)
        {
            var some = Enumerable.Range(user, Math.Min(UsersAtOnce, Users - user))
                .Select(number => new HistoryRun([first, second], new Random(unchecked((seed.Value * 31) + number)), number))
                .ToList();
            await Task.WhenAll(some.Select(run => run.RunAsync(RequestsOfUser, Cancel)));
            runs.AddRange(some);
        }

        var trail = await TrailAsync(faultless.Services.GetRequiredService<IUserStore>(), tenant);
        var created = runs.FindAll(run => run.All[0].Status == HttpStatusCode.Created);
        var faults = created.SelectMany(run => HistoryCheck.Of(run.All, Versions(trail[run.Id]))).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
        var answers = created.SelectMany(run => run.All).ToList();
        output.WriteLine(string.Join(", ", answers.CountBy(answer => answer.Status).OrderBy(status => status.Key)));
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.PreconditionFailed);
        Assert.True(answers.Count(answer => answer.IsUnknown) * 5 <= answers.Count, "Too many outcomes are unknown.");
        Assert.Equal(faultRate > 0, plans.Sum(plan => plan.Drawn.Values.Sum()) > 0);
    }

    /// <summary>The entries of each user, oldest first.</summary>
    private static async Task<ILookup<string, AuditEntry>> TrailAsync(IUserStore users, Tenant tenant)
    {
        var entries = await users.ReadAuditAsync(tenant.Account, Cancel).ToListAsync(Cancel);
        return entries.AsEnumerable().Reverse().ToLookup(entry => entry.User.ToString());
    }

    /// <summary>The versions in order, each of which must follow from the one before.</summary>
    private static List<string?> Versions(IEnumerable<AuditEntry> trail)
    {
        var (versions, last) = (new List<string?>(), (AuditEntry?)null);
        foreach (var entry in trail)
        {
            Assert.Equal(last?.WriteId, entry.PreviousVersion);
            versions.Add(entry.Operation == AuditOperation.Delete ? null : entry.WriteId.ToETag());
            last = entry;
        }
        return versions;
    }
}

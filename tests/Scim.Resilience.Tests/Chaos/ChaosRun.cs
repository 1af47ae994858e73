using System.Net;
using Scim.Resilience.Tests.Chaos.Checks;
using Scim.Resilience.Tests.Chaos.Operations;
using Scim.Resilience.Tests.Chaos.Stored;
using Scim.Testing;
using Scim.Testing.Faults;

namespace Scim.Resilience.Tests.Chaos;

/// <summary>What the runs have in common: how much is sent, from whom, and what must hold afterwards.</summary>
internal static class ChaosRun
{
    /// <summary>Scarce: some 50 users want them.</summary>
    public const int Licences = 20;

    public const int Hosts = 3;
    public const int WorkersAtOnce = 16;
    public const double FaultRate = 0.05;
    private const int MostTold = 100;

    /// <summary>Runs a test from a seed, which every failure tells.</summary>
    public static async Task FromSeedAsync(ITestOutputHelper output, Func<Seed, Task> test)
    {
        var seed = new Seed();
        output.WriteLine(seed.ToString());
        try
        {
            await test(seed);
        }
        catch (Exception failure)
        {
            Assert.Fail($"{failure.Message}\n{seed}\n{failure}");
        }
    }

    /// <summary>The fault plans of the hosts.</summary>
    public static IReadOnlyList<FaultPlan> Plans(Seed seed) =>
        [.. Enumerable.Range(0, Hosts).Select(host => new FaultPlan(unchecked(seed.Value + host), FaultRate))];

    /// <summary>Checks what the run left in storage, and that it was no idle one.</summary>
    public static async Task CheckAsync(
        ITestOutputHelper output, string tablePrefix, string account, IReadOnlyCollection<Sent> sent, CancellationToken cancellationToken)
    {
        var table = StoredAccount.Table((await AzuriteInstance.GetProcessAsync()).ConnectionString, tablePrefix);
        var stored = await StoredAccount.ReadAsync(table, account, cancellationToken);
        var faults = ChaosCheck.Faults(stored, sent, Licences);
        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults.Take(MostTold))}");

        var refused = stored.Writes.Count(write => write.WaitingAfter);
        var unknown = sent.Where(one => one.IsUnknown).Select(one => one.Operation.Trace).ToHashSet();
        output.WriteLine(
            $"{stored.Users.Count} users, {stored.LicencesInUse} active; {stored.Writes.Count} writes, {refused} without a licence");
        output.WriteLine(
            $"{unknown.Count} unknown to the client, {stored.Writes.Count(write => unknown.Contains(write.Trace))} of them written");
        Assert.True(refused > 0, "No licence was ever refused.");
        var undone = unknown.Count + sent.Count(one => one.Status == HttpStatusCode.TooManyRequests);
        Assert.True(undone * 5 <= sent.Count, $"{undone} of {sent.Count} operations were not carried out.");
    }
}

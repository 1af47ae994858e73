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

    /// <summary>The fault plans of the hosts.</summary>
    public static IReadOnlyList<FaultPlan> Plans(Seed seed) =>
        [.. Enumerable.Range(0, Hosts).Select(host => new FaultPlan(unchecked(seed.Value + host), FaultRate))];

    /// <summary>Checks what the run left in storage.</summary>
    public static async Task CheckAsync(
        Seed seed, string tablePrefix, string account, IReadOnlyCollection<Sent> sent, CancellationToken cancellationToken)
    {
        var table = StoredAccount.Table((await AzuriteInstance.GetProcessAsync()).ConnectionString, tablePrefix);
        var faults = ChaosCheck.Faults(await StoredAccount.ReadAsync(table, account, cancellationToken), sent, Licences);
        Assert.True(faults.Count == 0, $"{faults.Count} faults. {seed}\n{string.Join('\n', faults.Take(100))}");
        var unanswered = sent.Count(one => one.IsUnknown || one.Status == System.Net.HttpStatusCode.TooManyRequests);
        Assert.True(unanswered * 5 <= sent.Count, $"{unanswered} of {sent.Count} operations were not carried out. {seed}");
    }
}

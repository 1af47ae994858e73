using System.Globalization;
using Scim.Console.Acting;
using Scim.Operations.Checks;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;

namespace Scim.Console.Checks;

/// <summary>Checks and repairs what is stored.</summary>
internal static class CheckActs
{
    /// <summary>Finds what is wrong.</summary>
    /// <param name="account">The account; null for all.</param>
    /// <param name="time">The clock.</param>
    /// <param name="show">Is told what was found, also where the check was broken off.</param>
    public static Act Check(AccountId? account, TimeProvider time, Action<CheckReport> show) => new(
        $"Check {NameOf(account)}?",
        $"Storage, permissions and the clock are looked at, and everything that is stored of {NameOf(account)} is read: "
        + "counters, index rows, streams, and secrets that end. One row is written and removed at once, to see whether that is allowed; "
        + "nothing else is changed.",
        CommandOf(account),
        "Check",
        run => LookAsync(run, account, repairs: false, time, show));

    /// <summary>Repairs what can be.</summary>
    /// <param name="account">The account; null for all.</param>
    /// <param name="time">The clock.</param>
    /// <param name="show">Is told what was found, also where the repair was broken off.</param>
    public static Act Repair(AccountId? account, TimeProvider time, Action<CheckReport> show) => new(
        $"Repair {NameOf(account)}?",
        $"{Capital(NameOf(account))} is checked again, and counters, index rows, streams and missing tables that are wrong are changed. "
        + "What only a person can decide stays as it is. The service may go on meanwhile.",
        $"{CommandOf(account)} --repair",
        "Repair",
        run => LookAsync(run, account, repairs: true, time, show));

    private static async Task<ActOutcome> LookAsync(
        ActRun run, AccountId? account, bool repairs, TimeProvider time, Action<CheckReport> show)
    {
        var checks = run.Get<IntegrityChecks>();
        var chosen = await checks.ChooseAsync(account, run.Stop);
        var findings = new List<Finding>();
        var isWhole = false;
        try
        {
            run.Say("Looking at storage");
            var begun = new Begun(run, chosen.Count);
            var found = repairs ? checks.RepairAsync(chosen, run.Stop, begun) : checks.CheckAsync(chosen, run.Stop, begun);
            await foreach (var finding in found) findings.Add(finding);
            isWhole = true;
        }
        finally
        {
            show(new CheckReport(findings, time.GetUtcNow(), repairs, isWhole));
        }
        return new ActOutcome(Sum(findings));
    }

    private static string Sum(List<Finding> findings)
    {
        if (findings.Count == 0) return "Nothing is wrong.";
        var repaired = findings.Count(finding => finding.State == FindingState.Repaired);
        var left = findings.Count - repaired;
        return string.Create(
            CultureInfo.InvariantCulture, $"Found: {findings.Count:N0}. Repaired: {repaired:N0}. Left: {left:N0}. The page shows them.");
    }

    private static string NameOf(AccountId? account) => account is { } one ? $"the account {one}" : "every account";

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string CommandOf(AccountId? account) => account is { } one ? $"check --account {one}" : "check";

    private sealed class Begun(ActRun run, int count) : IProgress<AccountId>
    {
        private int _number;

        public void Report(AccountId value) =>
            run.Say(string.Create(CultureInfo.InvariantCulture, $"Reading {value}, account {++_number:N0} of {count:N0}"));
    }
}

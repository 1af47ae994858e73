using System.Globalization;
using Scim.Console.Acting;
using Scim.Operations.Users;
using Scim.Provisioning.Accounts;

namespace Scim.Console.Users;

/// <summary>What an operator can do with users.</summary>
internal static class UserActs
{
    /// <summary>Gives free licences to users that wait for one.</summary>
    public static Act ActivateWaiting(AccountSnapshot row) => new(
        $"Activate who waits in {row.Account}?",
        "Users that wait for a licence are activated, the oldest first, while licences are free. "
        + (row.LicencesOwned is null
            ? "The account has licences without a limit."
            : string.Create(CultureInfo.InvariantCulture, $"Free now: {row.FreeLicences:N0}.")),
        $"users activate-waiting --account {row.Account}",
        "Activate",
        async run =>
        {
            var waiting = run.Get<WaitingUsers>();
            run.Say("Looking for users that wait");
            var plan = await waiting.PlanAsync(row.Account, run.Stop);
            if (plan.Waiting == 0) return new ActOutcome("Nobody waits for a licence.");
            if (plan.Activatable == 0)
            {
                return new ActOutcome($"Nobody was activated: no licence is free, and {Users(plan.Waiting)} for one.");
            }

            var (activated, left, ahead) = (0, 0, 0);
            await foreach (var outcome in waiting.ActivateAsync(ActRun.Operator, plan, run.Stop))
            {
                if (outcome.IsActivated) activated++;
                else left++;
                if (outcome.HasSchemasAhead) ahead++;
                run.Say(string.Create(CultureInfo.InvariantCulture, $"Activated {activated:N0} of {plan.Activatable:N0}"));
            }
            return new ActOutcome(string.Create(
                CultureInfo.InvariantCulture,
                $"Activated: {activated:N0}. {(left == 0 ? "Nobody waits any more." : $"{Users(left)} still.")}")
                + (ahead == 0 ? "" : $" {WaitingUserOutcome.SchemasAhead(ahead)} Run scim check."));
        });

    private static string Users(int waiting) =>
        waiting == 1 ? "1 user waits" : string.Create(CultureInfo.InvariantCulture, $"{waiting:N0} users wait");
}

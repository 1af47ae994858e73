using System.Globalization;
using Scim.Console.Acting;
using Scim.Operations.Accounts;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Console.Accounts;

/// <summary>What an operator can do with accounts.</summary>
internal static class AccountActs
{
    /// <summary>Makes an account.</summary>
    public static Act Create(AccountId account, LicenceCount licences, AccountSettings settings) => new(
        $"Create the account {account}?",
        $"The account {account} is made, with {InWords(licences)}. Its name is never given twice, also after it was deleted.",
        $"account create {account} --licences {LicenceText.Of(licences.Owned)}"
        + (settings.Strictness == Strictness.Strict ? " --strict" : "")
        + (settings.Names == NameRule.Optional ? " --names optional" : "")
        + (settings.Logging == RequestLogging.All ? " --log all" : ""),
        "Create",
        async run =>
        {
            await run.Get<AccountOperations>().CreateAsync(account, licences, settings, run.Stop);
            return new ActOutcome($"The account {account} was made. Next, make a client for the connector that sends its users.");
        });

    /// <summary>Changes an account; null where nothing is otherwise than it is.</summary>
    public static Act? Change(AccountSnapshot row, AccountChange wanted)
    {
        var change = new AccountChange(
            wanted.Licences is { } licences && licences.Owned != row.LicencesOwned ? licences : null,
            wanted.Strictness is { } strictness && strictness != row.Strictness ? strictness : null,
            wanted.Names is { } names && names != row.Settings.Names ? names : null,
            wanted.Logging is { } logging && logging != row.Settings.Logging ? logging : null);
        if (change == new AccountChange()) return null;
        return new Act(
            $"Change the account {row.Account}?",
            string.Join(' ', ConsequencesOf(row, change)) + " Every instance of the service goes by it within 30 s.",
            string.Join(' ', ["account set", row.Account.Value, .. OptionsOf(change)]),
            "Change",
            async run =>
            {
                await run.Get<AccountOperations>().ChangeAsync(row.Account, change, run.Stop);
                return new ActOutcome($"The account {row.Account} was changed.");
            });
    }

    /// <summary>Deletes an account for good.</summary>
    public static Act Delete(KnownAccount account) => new(
        $"Delete the account {account.Account} for good?",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{UsersOf(account.Row?.Users ?? 0)}, its streams, its log of requests and its audit trail will be gone. Its clients are shut "
            + $"out at once, and their tokens revoked. Nothing brings that back; the name stays reserved. It takes "
            + $"{AccountDeletion.Grace.TotalSeconds:0} s and more. Where it is stopped, it can be taken up again."),
        $"account delete {account.Account}",
        "Delete for good",
        async run =>
        {
            run.Say("Shutting out clients");
            await run.Get<AccountDeletion>().DeleteAsync(account, new Removed(run), run.Stop);
            return new ActOutcome($"The account {account.Account} is gone.");
        });

    private static IEnumerable<string> ConsequencesOf(AccountSnapshot row, AccountChange change)
    {
        if (change.Licences is { } licences)
        {
            yield return $"The account has {InWords(licences)} then, in place of {LicenceText.Of(row.LicencesOwned)}.";
            if (licences.Owned < row.LicencesInUse) yield return "That is fewer than are in use: nobody is deactivated.";
        }
        if (change.Strictness is { } strictness)
        {
            yield return strictness == Strictness.Strict
                ? "What the schemas do not know is refused."
                : "What the schemas do not know is ignored.";
        }
        if (change.Names is { } names)
        {
            yield return names == NameRule.Required
                ? "Users must have a given name and a family name."
                : "Users may lack a given name and a family name.";
        }
        if (change.Logging is { } logging)
        {
            yield return logging == RequestLogging.All
                ? "Every request is logged, also what was granted, which costs storage."
                : "Only requests that were refused or failed are logged.";
        }
    }

    private static IEnumerable<string> OptionsOf(AccountChange change)
    {
        if (change.Licences is { } licences) yield return $"--licences {LicenceText.Of(licences.Owned)}";
        if (change.Strictness is { } strictness) yield return $"--strict {(strictness == Strictness.Strict ? "true" : "false")}";
        if (change.Names is { } names) yield return $"--names {(names == NameRule.Required ? "required" : "optional")}";
        if (change.Logging is { } logging) yield return $"--log {(logging == RequestLogging.All ? "all" : "refused")}";
    }

    private static string InWords(LicenceCount licences) => licences.Owned switch
    {
        null => "licences without a limit",
        1 => "1 licence",
        { } owned => string.Create(CultureInfo.InvariantCulture, $"{owned:N0} licences"),
    };

    private static string UsersOf(int count) =>
        count == 1 ? "Its 1 user" : string.Create(CultureInfo.InvariantCulture, $"Its {count:N0} users");

    private sealed class Removed(ActRun run) : IProgress<int>
    {
        private int _sum;

        public void Report(int value) => run.Say(string.Create(CultureInfo.InvariantCulture, $"Removed {_sum += value:N0} rows"));
    }
}

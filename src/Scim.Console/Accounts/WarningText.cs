using Scim.Console.Showing;
using Scim.Operations.Files;
using Scim.Operations.Overviews;

namespace Scim.Console.Accounts;

/// <summary>Warnings in words.</summary>
internal static class WarningText
{
    /// <summary>One sentence that says what is wrong; the name of a stream's receiver is shown as it can be seen.</summary>
    public static string Of(AccountWarning warning) => warning switch
    {
        AccountWarning.UsersWaiting(var waiting, 0) => Invariant($"{Users(waiting)} for a licence, and none is free"),
        AccountWarning.UsersWaiting(var waiting, _) => Invariant($"{Users(waiting)} for a licence, though some are free"),
        AccountWarning.LicencesUsedUp(var owned) => Invariant($"All {owned:N0} licences are in use"),
        AccountWarning.SecretEnding(var client, var end, var hasEnded, var hasNewer) =>
            Invariant($"{(hasNewer ? "An older secret" : "The secret")} of {client} {(hasEnded ? "ended" : "ends")} {end:yyyy-MM-dd}"),
        AccountWarning.StreamBehind(_, var audience, var backlog, var age) =>
            Invariant($"The stream to {VisibleText.Of(audience)} is {AgeText.Of(age)} behind, with {backlog:N0} events"),
        AccountWarning.EventsSetAside(_, var audience, var count) =>
            Invariant($"{VisibleText.Of(audience)} refused {count:N0} {(count == 1 ? "event" : "events")} for good"),
        _ => throw new ArgumentOutOfRangeException(nameof(warning)),
    };

    private static string Users(int count) => count == 1 ? "1 user waits" : Invariant($"{count:N0} users wait");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

using Scim.Operations;
using Scim.Provisioning.Identities;

namespace Scim.Console.Requests;

/// <summary>The page on which an operator does what a remedy asks for.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Name">What to say of it.</param>
internal sealed record RemedyPage(string Address, string Name)
{
    /// <summary>The page for a remedy in an account; null if there is none.</summary>
    public static RemedyPage? Of(Remedy remedy, AccountId account) => remedy switch
    {
        Remedy.SeeUsersOf => new(ConsoleAddresses.Of(account, "users"), "See the users"),
        Remedy.SeeAudit => new(ConsoleAddresses.Of(account, "activity"), "See the activity"),
        Remedy.SeeClients or Remedy.SeeClient or Remedy.IssueToken or Remedy.RotateSecret or Remedy.SetRate =>
            new(ConsoleAddresses.Of(account, "clients"), "See the clients"),
        Remedy.NeedNoNames or Remedy.BeLenient => new(ConsoleAddresses.Of(account, "settings"), "See the settings"),
        Remedy.AddSchema or Remedy.SeeSchemas => new(ConsoleAddresses.Of(account, "schemas"), "See the schemas"),
        Remedy.SeeStreams => new(ConsoleAddresses.Of(account, "streams"), "See the streams"),
        Remedy.CheckStorage => new(ConsoleAddresses.Check, "Check the storage"),
        _ => null,
    };
}

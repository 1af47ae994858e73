using Scim.Provisioning.Identities;

namespace Scim.Console;

/// <summary>The addresses of pages. Each names what it shows, so that it can be kept.</summary>
public static class ConsoleAddresses
{
    /// <summary>All accounts.</summary>
    public const string Accounts = "/accounts";

    /// <summary>The form that makes an account. No account can have this address: their names hold no slash.</summary>
    public const string NewAccount = "/create/account";

    /// <summary>The check of storage and of every account.</summary>
    public const string Check = "/check";

    /// <summary>An account at a glance.</summary>
    public static string Of(AccountId account) => $"{Accounts}/{account}";

    /// <summary>A page below an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="page">The page's word, such as <c>settings</c>.</param>
    public static string Of(AccountId account, string page) => $"{Accounts}/{account}/{page}";

    /// <summary>A user.</summary>
    public static string Of(AccountId account, UserId user) => $"{Accounts}/{account}/users/{user}";

    /// <summary>What the receiver of a stream refused for good.</summary>
    public static string SetAside(AccountId account, StreamId stream) => $"{Of(account, "streams")}/{stream}/set-aside";
}

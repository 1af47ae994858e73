using Microsoft.AspNetCore.WebUtilities;
using Scim.Operations.Users;
using Scim.Provisioning.Identities;

namespace Scim.Console.Users;

/// <summary>Which users are shown, as the address says; what is null or empty confines nothing.</summary>
public sealed record UserSearchWords
{
    /// <summary>A whole <c>userName</c>, e-mail address, <c>externalId</c> or id.</summary>
    public string? Named { get; init; }

    /// <summary>A filter (RFC 7644 §3.4.2.2).</summary>
    public string? Filter { get; init; }

    /// <summary>True for those alone that wait for a licence.</summary>
    public bool Waiting { get; init; }

    /// <summary>True if everybody is shown.</summary>
    public bool IsEmpty => Given(Named) is null && Given(Filter) is null && !Waiting;

    /// <summary>The page that shows them.</summary>
    /// <param name="account">The account.</param>
    /// <param name="after">The user after whom it begins; null for the first page.</param>
    public string AddressOf(AccountId account, UserId? after = null)
    {
        KeyValuePair<string, string?>[] words =
        [
            new("named", Given(Named)),
            new("filter", Given(Filter)),
            new("waiting", Waiting ? "true" : null),
            new("after", after?.ToString()),
        ];
        return QueryHelpers.AddQueryString(ConsoleAddresses.Of(account, "users"), words.Where(word => word.Value is not null));
    }

    /// <summary>What is asked for.</summary>
    public UserSelection SelectionOf(AccountId account) =>
        new(account) { Named = Given(Named), Filter = Given(Filter), WaitingOnly = Waiting };

    private static string? Given(string? word) => string.IsNullOrWhiteSpace(word) ? null : word.Trim();
}

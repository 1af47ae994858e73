using System.Text.Json;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Testing.Privacy;

/// <summary>All that the log of requests has of requests, as text to look for values in.</summary>
public static class LoggedText
{
    /// <summary>Everything of an entry.</summary>
    public static string Of(LoggedRequest entry) => JsonSerializer.Serialize(entry);

    /// <summary>Every entry and every count of an account.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(IRequestLog log, AccountId account, CancellationToken cancellationToken) =>
    [
        .. await log.ReadAsync(account, after: null, since: null, cancellationToken).Select(Of).ToListAsync(cancellationToken),
        .. await log.ReadTrafficAsync(account, since: null, cancellationToken)
            .Select(counts => JsonSerializer.Serialize(counts))
            .ToListAsync(cancellationToken),
    ];
}

using System.Globalization;
using Scim.Operations;
using Scim.Operations.Activities;
using Scim.Operations.Requests;
using Scim.Provisioning.Identities;

namespace Scim.Console.Requests;

/// <summary>Which activity is shown, as its address says; what is null or empty confines nothing.</summary>
public sealed record ActivityFilter
{
    private const int LongestUser = 1_024;
    private const int LongestReason = 2_048;

    /// <summary>The id or the <c>userName</c> of a user.</summary>
    public string? User { get; init; }

    /// <summary>A client's id.</summary>
    public string? Client { get; init; }

    /// <summary>A status, or a class of them such as <c>4xx</c>.</summary>
    public string? Status { get; init; }

    /// <summary>An operation's name.</summary>
    public string? Operation { get; init; }

    /// <summary>A <c>scimType</c> or OAuth <c>error</c>.</summary>
    public string? Type { get; init; }

    /// <summary>What clients were told, as the refusals have it.</summary>
    public string? Detail { get; init; }

    /// <summary>True if everything is shown.</summary>
    public bool IsEmpty => Words.All(word => string.IsNullOrWhiteSpace(word.Value));

    private IEnumerable<KeyValuePair<string, string?>> Words =>
    [
        new("user", User), new("client", Client), new("status", Status), new("operation", Operation), new("type", Type),
        new("detail", Detail),
    ];

    /// <summary>The page that shows it.</summary>
    public string AddressOf(AccountId account, ActivityPlace? before = null)
    {
        var words = Words.Append(new("before", before?.ToString()))
            .Where(word => !string.IsNullOrWhiteSpace(word.Value))
            .Select(word => $"{word.Key}={Uri.EscapeDataString(word.Value!.Trim())}"); // It is no white space.
        return string.Join('?', new[] { ConsoleAddresses.Of(account, "activity"), string.Join('&', words) }.Where(part => part.Length > 0));
    }

    /// <summary>What is asked for.</summary>
    /// <exception cref="OperationRefusedException">A part of it cannot be.</exception>
    public RequestQuery QueryOf(AccountId account)
    {
        if (User?.Length > LongestUser)
            throw new OperationRefusedException(
                string.Create(CultureInfo.InvariantCulture, $"A userName in the filter has at most {LongestUser:N0} characters."));
        if (Type?.Length > LongestReason || Detail?.Length > LongestReason)
            throw new OperationRefusedException("The reason in the address is longer than any. Begin at the refusals.");
        StatusFilter? status = null;
        if (!string.IsNullOrWhiteSpace(Status))
            status = StatusFilter.TryParse(Status.Trim(), out var known) ? known
                : throw new OperationRefusedException("A status is a number such as 404, or a class such as 4xx. Change the filter.");
        ClientId? client = null;
        if (!string.IsNullOrWhiteSpace(Client))
            client = ClientId.TryParse(Client.Trim(), out var known) ? known
                : throw new OperationRefusedException("That is no client's id. Change the filter.", new Remedy.SeeClients());
        return new RequestQuery(account)
        {
            User = Given(User),
            Client = client,
            Status = status,
            Operation = Given(Operation),
            Type = Given(Type),
            Detail = Given(Detail),
        };
    }

    private static string? Given(string? word) => string.IsNullOrWhiteSpace(word) ? null : word.Trim();
}

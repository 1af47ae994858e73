using System.Text.Json;
using Scim.Verification.Exchanges;

namespace Scim.Verification.Examinations;

/// <summary>What is asked before the first check: whether this is SCIM, and lets the run in.</summary>
internal static class Entrance
{
    /// <summary>Asks, and reads what the service says of itself.</summary>
    /// <exception cref="CannotVerifyException">It is no SCIM, or refuses the token.</exception>
    public static async Task<ServiceClaims> PassAsync(ScimSender sender, CancellationToken stop)
    {
        try
        {
            var users = await sender.SendAsync(new SentRequest("GET", "/Users?startIndex=1&count=1"), stop);
            if (Refusal(users) is { } why) throw new CannotVerifyException($"{sender.BaseUrl}/Users {why}");
            return ServiceClaims.Of(
                await sender.SendAsync(new SentRequest("GET", "/ServiceProviderConfig"), stop),
                await sender.SendAsync(new SentRequest("GET", "/ResourceTypes"), stop));
        }
        catch (NoReplyException none)
        {
            throw new CannotVerifyException($"{sender.BaseUrl} gives no answer. {none.Message}");
        }
    }

    private static string? Refusal(Reply users) => users switch
    {
        { Status: 401 or 403 } => $"answers {users.Status}: it refuses the credentials. See that the token is for this service and lives.",
        { Status: >= 300 and < 400 } =>
            $"answers {users.Status}: it leads elsewhere, and redirects are not followed. Give the address that it leads to.",
        { Status: 404 } => "answers 404: see that this is the base URL of SCIM, such as https://HOST/scim/v2.",
        { IsSuccess: false } => $"answers {users.Status}, so that nothing can be verified.",
        { Body.ValueKind: not JsonValueKind.Object } => "answers something that is no JSON object: it is no SCIM.",

        // Nothing is made where it might not be found again.
        _ when users.At("/Resources") is null && users.At("/totalResults") is null => "answers something that is no list of SCIM.",
        _ => null,
    };
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Scim.Samples.Receiver;

/// <summary>Receives events by push (RFC 8935).</summary>
internal static class PushEndpoint
{
    /// <summary>The most bytes of a token: 1 MiB.</summary>
    public const int MostBytes = 1024 * 1024;

    private const string TokenType = "application/secevent+jwt";

    /// <summary>
    /// Takes one token: 202 once it is kept, 400 if it is none for this receiver. After any other answer the service sends it again.
    /// </summary>
    public static async Task<IResult> TakeAsync(HttpRequest request, ReceiverOptions options, SetVerifier verifier, Mirror mirror)
    {
        var stop = request.HttpContext.RequestAborted;
        if (!IsAuthorized(request, options))
            return Results.Unauthorized();
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals(TokenType, StringComparison.OrdinalIgnoreCase))
            return Refused(request, new SetError("invalid_request", $"The body is one token, as {TokenType}."));
        try
        {
            using var body = new StreamReader(request.Body, Encoding.ASCII);
            var told = await verifier.VerifyAsync(await body.ReadToEndAsync(stop), stop);
            var refused = await mirror.TakeAsync([told], stop);
            return refused.TryGetValue(told.Id, out var error) ? Refused(request, error) : Results.Accepted();
        }
        catch (SetRefusedException refusal)
        {
            return Refused(request, refusal.ToError());
        }
        catch (KeysUnavailableException unavailable)
        {
            var seconds = Math.Ceiling(unavailable.RetryAfter.TotalSeconds);
            request.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static bool IsAuthorized(HttpRequest request, ReceiverOptions options) =>
        options.Authorization.Length == 0
        || CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes(options.Authorization));

    private static IResult Refused(HttpRequest request, SetError error)
    {
        request.HttpContext.Response.Headers.ContentLanguage = "en";
        return Results.Json(error, statusCode: StatusCodes.Status400BadRequest);
    }
}

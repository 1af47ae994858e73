using System.Security.Cryptography;
using System.Text;

namespace Scim.Samples.Receiver;

/// <summary>Receives events by push (RFC 8935).</summary>
internal static class PushEndpoint
{
    /// <summary>The most bytes of a token: 1 MiB.</summary>
    public const int MostBytes = 1024 * 1024;

    private const string TokenType = "application/secevent+jwt";

    /// <summary>Takes one token: 202 once it is kept, 400 if it is none for this receiver.</summary>
    public static async Task<IResult> TakeAsync(HttpRequest request, ReceiverOptions options, SetVerifier verifier, Mirror mirror)
    {
        var stop = request.HttpContext.RequestAborted;
        if (!IsAuthorized(request, options))
            return Results.Unauthorized();
        if (request.ContentType != TokenType)
            return Refused(request, "invalid_request", $"The body is one token, as {TokenType}.");
        try
        {
            using var body = new StreamReader(request.Body, Encoding.ASCII);
            var told = await verifier.VerifyAsync(await body.ReadToEndAsync(stop), stop);
            await mirror.TakeAsync([told], stop);
            return Results.Accepted();
        }
        catch (SetRefusedException refusal)
        {
            return Refused(request, refusal.Code, refusal.Message);
        }
        catch (HttpRequestException)
        {
            // The keys cannot be fetched now: the sender tries again.
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static bool IsAuthorized(HttpRequest request, ReceiverOptions options) =>
        options.Authorization.Length == 0
        || CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes(options.Authorization));

    private static IResult Refused(HttpRequest request, string code, string description)
    {
        request.HttpContext.Response.Headers.ContentLanguage = "en";
        return Results.Json(new { err = code, description }, statusCode: StatusCodes.Status400BadRequest);
    }
}

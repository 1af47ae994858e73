using System.Net;
using Microsoft.AspNetCore.Http;

namespace Scim.Console.Security;

/// <summary>A page that needs nothing else to be shown, and says what to do.</summary>
/// <param name="Status">The status.</param>
/// <param name="Title">What is wrong.</param>
/// <param name="Text">What to do.</param>
internal sealed record RefusalPage(HttpStatusCode Status, string Title, string Text)
{
    /// <summary>The browser has no session.</summary>
    public static RefusalPage NoSession { get; } = new(
        HttpStatusCode.Unauthorized,
        "This console is not open to this browser",
        "Open the address that was printed where the console was started. It works once, for 10 minutes; press Enter there for a new one.");

    /// <summary>The request names another host.</summary>
    public static RefusalPage OtherHost { get; } = new(
        HttpStatusCode.BadRequest, "This is not the console's address", "Open the address that was printed where the console was started.");

    /// <summary>The request was sent by a page of another site.</summary>
    public static RefusalPage OtherOrigin { get; } = new(
        HttpStatusCode.Forbidden, "Another site sent you here", "Type the console's address yourself, or use your bookmark.");

    /// <summary>Answers with it.</summary>
    public Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = (int)Status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Title}</title></head>
            <body><main><h1>{Title}</h1><p>{Text}</p></main></body>
            </html>

            """);
    }
}

using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Scim.Console.Security;

/// <summary>
/// What every request goes through first: it must be meant for this console, come from it, and bring a session. A one-time address opens
/// one. Whatever is answered runs nothing from elsewhere and is framed by nobody, and no page is kept anywhere.
/// </summary>
internal sealed class Gate(RequestDelegate next, OneTimeAddresses addresses, Sessions sessions)
{
    // Components bring styles of their own, which load nothing and run nothing.
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Answers, or passes the request on.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        AddHeaders(context.Response.Headers);
        if (!RequestOrigin.IsForThisHost(context))
            return RefusalPage.OtherHost.WriteAsync(context);
        if (RequestOrigin.IsForeign(context.Request))
            return RefusalPage.OtherOrigin.WriteAsync(context);
        var path = context.Request.Path.Value ?? "";
        var viewer = sessions.Find(context.Request.Cookies[CookieOf(context)]);
        if (path.StartsWith(OneTimeAddresses.Path, StringComparison.Ordinal) && HttpMethods.IsGet(context.Request.Method))
            return Open(context, path[OneTimeAddresses.Path.Length..], isOpen: viewer is not null);
        if (viewer is null) return RefusalPage.NoSession.WriteAsync(context);
        context.Features.Set(viewer);
        return next(context);
    }

    private Task Open(HttpContext context, string code, bool isOpen)
    {
        if (addresses.Take(code))
        {
            context.Response.Cookies.Append(
                CookieOf(context),
                sessions.Open(),
                new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true });
        }
        else if (!isOpen)
        {
            return RefusalPage.NoSession.WriteAsync(context);
        }
        context.Response.StatusCode = (int)HttpStatusCode.SeeOther;
        context.Response.Headers.Location = "/";
        return Task.CompletedTask;
    }

    // Browsers tell cookies of one host apart by name, not by port.
    private static string CookieOf(HttpContext context) =>
        string.Create(CultureInfo.InvariantCulture, $"scim-console-{context.Connection.LocalPort}");

    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Scim.Console.Security;

/// <summary>Whether a request comes from a page of this console, or from whoever typed its address.</summary>
internal static class RequestOrigin
{
    private const string FetchSite = "Sec-Fetch-Site";

    /// <summary>
    /// True if the request names the console as its host. A name that somebody lets point to 127.0.0.1 (DNS rebinding) is none of those.
    /// </summary>
    public static bool IsForThisHost(HttpContext context)
    {
        var port = context.Connection.LocalPort.ToString(CultureInfo.InvariantCulture);
        return context.Request.Headers.Host is [{ } host]
            && (host == $"127.0.0.1:{port}" || host.Equals($"localhost:{port}", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>True if another site, or another port of this machine, has the browser send it.</summary>
    public static bool IsForeign(HttpRequest request)
    {
        var headers = request.Headers;
        if (headers[FetchSite] is not ([] or ["same-origin" or "none"])) return true;
        return headers.Origin is var origin && origin.Count == 0
            ? !HttpMethods.IsGet(request.Method) || headers.ContainsKey(HeaderNames.SecWebSocketKey)
            : origin is not [{ } sender] || !sender.Equals($"http://{headers.Host}", StringComparison.OrdinalIgnoreCase);
    }
}

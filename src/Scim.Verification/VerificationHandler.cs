namespace Scim.Verification;

/// <summary>Sends what a run sends.</summary>
public static class VerificationHandler
{
    /// <summary>Makes a handler that follows no redirect, keeps no cookie, and waits 10 s for a connection.</summary>
    public static HttpMessageHandler Create() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
    };
}

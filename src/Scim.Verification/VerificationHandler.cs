using System.Net;

namespace Scim.Verification;

/// <summary>Sends what a run sends.</summary>
public static class VerificationHandler
{
    /// <summary>
    /// Makes a handler that follows no redirect, keeps no cookie, and waits 10 s for a connection. Nothing for this machine goes through
    /// the proxy, since http is allowed there, and the proxy would see the token.
    /// </summary>
    /// <param name="proxy">The proxy for all else. Default: the one of the environment, such as <c>HTTPS_PROXY</c>.</param>
    public static HttpMessageHandler Create(IWebProxy? proxy = null) => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        Proxy = new ProxyForOthers(proxy ?? HttpClient.DefaultProxy),
    };

    private sealed class ProxyForOthers(IWebProxy proxy) : IWebProxy
    {
        public ICredentials? Credentials
        {
            get => proxy.Credentials;
            set => proxy.Credentials = value;
        }

        public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : proxy.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.IsLoopback || proxy.IsBypassed(host);
    }
}

using System.Net;
using System.Text;
using Scim.Http.Addresses;

namespace Scim.Http.Home;

/// <summary>The first page, without script and without anything from elsewhere.</summary>
internal static class HomePage
{
    /// <summary>The page as UTF-8.</summary>
    /// <param name="root">The address under which clients reach the service, without a slash at the end.</param>
    public static byte[] Of(string root)
    {
        var at = WebUtility.HtmlEncode(root);
        return Encoding.UTF8.GetBytes($$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Scim</title>
            <style>
            :root { color-scheme: light dark }
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }
            code { overflow-wrap: anywhere }
            dt { font-weight: 600; margin-top: .75rem }
            dd { margin-left: 0 }
            </style>
            </head>
            <body>
            <h1>Scim</h1>
            <p>A SCIM 2.0 endpoint. An identity provider provisions the users of a company here.</p>
            <dl>
            <dt>Base URL (Entra ID: Tenant URL)</dt>
            <dd><code>{{at}}/{{ScimRoutes.Base}}</code></dd>
            <dt>Token URL</dt>
            <dd><code>{{at}}/{{ScimRoutes.TokenEndpoint}}</code></dd>
            </dl>
            <h2>What it offers</h2>
            <ul>
            <li><a href="{{at}}/{{ScimRoutes.ServiceProviderConfig}}">Its configuration</a></li>
            <li><a href="{{at}}/{{ScimRoutes.ResourceTypes}}">Its resource types</a> and
            <a href="{{at}}/{{ScimRoutes.Schemas}}">schemas</a>, for who sends a token</li>
            <li><a href="{{at}}/{{ScimRoutes.ServerMetadata}}">The metadata of its token endpoint</a></li>
            <li><a href="{{at}}/{{ScimRoutes.EventTransmitter}}">The metadata of its events</a></li>
            <li><a href="{{at}}/{{ScimRoutes.OpenApi}}">Its whole interface</a>, as OpenAPI describes it</li>
            <li><a href="{{at}}/{{ScimRoutes.Health}}">Whether it works</a></li>
            </ul>
            <h2>Documentation</h2>
            <p>How to connect Microsoft Entra ID, Okta, OneLogin or a client of your own stands in <code>README.md</code> and
            <code>docs/</code> of the project; the protocol in
            <a href="https://www.rfc-editor.org/rfc/rfc7643">RFC 7643</a>, <a href="https://www.rfc-editor.org/rfc/rfc7644">RFC 7644</a> and
            <a href="https://www.rfc-editor.org/rfc/rfc9865">RFC 9865</a>.</p>
            </body>
            </html>

            """);
    }
}

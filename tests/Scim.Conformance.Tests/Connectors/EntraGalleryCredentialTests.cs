using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Scim.Conformance.Tests.Service;
using Scim.Provisioning.Tokens;
using Scim.Testing;
using Scim.Testing.Tenants;

namespace Scim.Conformance.Tests.Connectors;

/// <summary>
/// What Microsoft Entra ID's gallery asks of the credentials of a client with a secret, whether they come by HTTP Basic or in the form.
/// </summary>
public sealed class EntraGalleryCredentialTests(ConformanceService service) : ConformanceTest(service)
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    /// <summary>Where the credentials stand.</summary>
    public enum Place
    {
        /// <summary>In the <c>Authorization</c> field.</summary>
        Header,

        /// <summary>In the form.</summary>
        Form,
    }

    [Theory]
    [InlineData(Place.Header, 60)]
    [InlineData(Place.Header, 360)]
    [InlineData(Place.Form, 60)]
    [InlineData(Place.Form, 120)]
    public async Task A_token_of_60_to_360_minutes_is_issued_and_works(Place place, int minutes)
    {
        var host = await StartHostAsync();
        var tenant = await AddAsync(TokenPolicy.Fixed(TimeSpan.FromMinutes(minutes)), Year);

        var answer = await RequestAsync(host, place, tenant, tenant.Secret);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("Bearer", answer.Text("token_type"));
        Assert.Equal(minutes * 60, answer.Body.GetProperty("expires_in").GetInt32());
        using var scim = new ScimClient(host.ScimBase, answer.Text("access_token"));
        var nobody = await scim.FindAsync($"{Guid.NewGuid()}", Cancellation);
        Assert.Equal(HttpStatusCode.OK, nobody.Status);
        Assert.Equal(0, nobody.Body.GetProperty("totalResults").GetInt32());
    }

    [Theory]
    [InlineData(Place.Header)]
    [InlineData(Place.Form)]
    public async Task A_wrong_secret_and_one_that_has_expired_are_invalid_client(Place place)
    {
        var host = await StartHostAsync();
        var good = await AddAsync(TokenPolicy.Fixed(TokenPolicy.Shortest), Year);
        var expired = await AddAsync(TokenPolicy.Fixed(TokenPolicy.Shortest), TimeSpan.Zero);

        AssertRefused(await RequestAsync(host, place, good, "wrong"));
        AssertRefused(await RequestAsync(host, place, expired, expired.Secret));
        Assert.Equal(HttpStatusCode.OK, (await RequestAsync(host, place, good, good.Secret)).Status);
    }

    private static void AssertRefused(ScimAnswer answer)
    {
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Text("error")));
        Assert.Equal("Basic", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }

    private async Task<Tenant> AddAsync(TokenPolicy policy, TimeSpan secretLifetime)
    {
        var wanted = new NewTenant($"a{Guid.NewGuid():n}") { Policy = policy, SecretLifetime = secretLifetime };
        return (await TenantStorage.AddAsync(TablePrefix, [wanted], Cancellation))[0];
    }

    /// <summary>Asks for a token with the fields that Entra ID sends; it may send an empty scope.</summary>
    private static async Task<ScimAnswer> RequestAsync(ITestHost host, Place place, Tenant tenant, string secret)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = "" };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(host.ScimBase), "/oauth/token"));
        if (place == Place.Header)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{tenant.Client.Value}:{secret}")));
        }
        else
        {
            (form["client_id"], form["client_secret"]) = (tenant.Client.Value, secret);
        }
        request.Content = new FormUrlEncodedContent(form);
        using var stranger = new ScimClient(host.ScimBase, token: null);
        return await stranger.SendAsync(request, Cancellation);
    }
}

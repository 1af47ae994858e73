using System.Net.Http.Headers;
using System.Text;

namespace Scim.Testing.Privacy;

/// <summary>Requests that are refused, each with something personal in it; the answer to every one is an error.</summary>
/// <param name="scimBase">The base URL of the SCIM endpoints.</param>
/// <param name="person">Whose values they have.</param>
/// <param name="id">The id of the person's user.</param>
/// <param name="client">A client and its secret, separated by a colon.</param>
public sealed class RefusedRequests(string scimBase, Person person, string id, string client)
{
    /// <summary>Sends every request. Those of a Bulk are answered 200 with an error inside.</summary>
    /// <param name="scim">Sends them.</param>
    /// <param name="traffic">What is under it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task SendAsync(ScimClient scim, Traffic traffic, CancellationToken cancellationToken)
    {
        foreach (var value in person.Values) traffic.Sent.Add(value);
        foreach (var request in All)
        {
            var errors = traffic.Errors.Count;
            var body = request.Content is null
                ? ""
                : Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync(cancellationToken));
            await scim.SendAsync(request, cancellationToken);
            Assert.True(traffic.Errors.Count > errors, $"{request.Method} {request.RequestUri} {body} was not refused.");
            request.Dispose();
        }
    }

    private string Root => scimBase[..^"/scim/v2".Length];

    private IEnumerable<HttpRequestMessage> All =>
    [
        .. Credentials, .. Queries, .. Paths,
        .. Bodies.Select(body => Request("POST", "/Users", body)),
        .. Bodies.Select(body => Request("PUT", $"/Users/{id}", body)).Take(5),
        .. Patches.Select(operation => Request("PATCH", $"/Users/{id}", Patch(operation))),
        .. Conflicts,
        .. BulkOperations.Select(operation => Request("POST", "/Bulk", Bulk(operation))),
    ];

    private IEnumerable<HttpRequestMessage> Credentials =>
    [
        Request("GET", "/Users", authorization: $"Bearer {person.Secret}"),
        Request("GET", "/Users", authorization: person.Secret),
        Request("POST", "/Users", person.Json, $"Basic {Basic($"{person.UserName}:{person.Secret}")}"),
        Form("/oauth/token", "grant_type=client_credentials", $"{client.Split(':')[0]}:{person.Secret}"),
        Form("/oauth/token", $"grant_type=client_credentials&client_id=x&client_secret={person.Secret}", client),
        Form("/oauth/token", $"grant_type={person.FamilyName}", client),
        Form("/oauth/token", $"grant_type=client_credentials&scope={person.FamilyName}", client),
        Form("/oauth/token", $"grant_type=client_credentials&token_type={person.FamilyName}", client),
        Form("/oauth/token", $"grant_type=client_credentials&expires_in={person.FamilyName}", client),
        Form("/oauth/token", $"{person.Email}&{person.Email}&token={person.Secret}", $"{person.Email}:{person.Secret}"),
        Form("/oauth/revoke", $"token={person.Secret}", $"{client.Split(':')[0]}:{person.Secret}"),
        Form("/oauth/revoke", $"token_type_hint={person.FamilyName}", client),
    ];

    private IEnumerable<HttpRequestMessage> Queries =>
    [
        .. new[]
        {
            $"userName eq \"{person.UserName}", $"userName is \"{person.UserName}\"", $"name eq \"{person.FamilyName}\"",
            $"active gt \"{person.UserName}\"", $"active eq \"{person.UserName}\"", $"userName eq \"{person.UserName}\" {person.GivenName}",
            $"emails[value eq \"{person.Email}\"", $"{person.Email} eq 1", $"userName eq \"{person.UserName}\\x\"",
            $"meta.created gt \"{person.FamilyName}\"", $"\"{person.UserName}\" eq {person.FamilyName}",
        }.SelectMany(filter => new[]
        {
            Request("GET", $"/Users?filter={Uri.EscapeDataString(filter)}"),
            Request("POST", "/Users/.search", $$"""{"filter":{{System.Text.Json.JsonSerializer.Serialize(filter)}} }"""),
        }),
        .. new[]
        {
            "cursor={0}", "startIndex={0}", "count={0}", "filter={0}&filter={0}", "sortBy=userName&sortOrder={0}", "sortBy={0}[",
            "attributes={0}&excludedAttributes={0}", "cursor={0}&startIndex=1", "count={0}&cursor=",
        }.Select(query => Request("GET", $"/Users?{query.Replace("{0}", Uri.EscapeDataString(person.Email), StringComparison.Ordinal)}")),
        Request("POST", "/.search", $$"""{"cursor":"{{person.Email}}"}"""),
        Request("POST", "/.search", $$"""{"attributes":"{{person.Email}}","startIndex":"{{person.Email}}"}"""),
    ];

    private IEnumerable<HttpRequestMessage> Paths =>
    [
        .. new[] { "GET", "HEAD", "PUT", "PATCH", "DELETE", "POST" }.SelectMany(method => new[]
        {
            $"/Users/{person.Email}", $"/Users/%0D%0A{person.Email}%22", $"/Users/{person.Email}/{person.FamilyName}",
            $"/{person.Email}/Users", $"/Groups/{person.Email}", $"/Schemas/{person.Email}", $"/ResourceTypes/{person.Email}",
            $"/Me/{person.Email}",
        }.Select(path => Request(method, path, method is "PUT" or "POST" ? person.Json : method is "PATCH" ? Patch(Rename) : null))),
        new HttpRequestMessage(HttpMethod.Get, $"{Root}/{person.Email}?filter={person.Email}"),
        new HttpRequestMessage(HttpMethod.Post, $"{Root}/health/{person.Email}"),
        new HttpRequestMessage(HttpMethod.Put, $"{Root}/oauth/token?client_secret={person.Secret}"),
    ];

    private IEnumerable<string> Bodies =>
    [
        $$"""{"userName":"{{person.UserName}}","name":""",
        $$"""{"userName":"{{person.UserName}}","name":{"givenName":"{{person.GivenName}}\uD800","familyName":"x"} }""",
        $$"""{"userName":"{{person.UserName}}","userName":"{{person.Email}}"}""",
        $$"""["{{person.UserName}}"]""",
        $$"""{"userName":{"{{person.Email}}":"{{person.UserName}}"},"name":"{{person.FamilyName}}","active":"{{person.GivenName}}"}""",
        $$"""{"userName":"{{person.UserName}}"}""",
        $$"""{"userName":"{{person.UserName}}{{new string('x', 1_100)}}","name":{"givenName":"{{person.GivenName}}","familyName":"x"} }""",
        $$"""{"userName":"{{person.UserName}}","emails":["{{person.Email}}",{{string.Join(',', Enumerable.Range(0, 41))}}]}""",
        $$"""{"userName":{{new string('[', 40)}}"{{person.UserName}}"{{new string(']', 40)}} }""",
        $$"""{"userName":"{{person.UserName}}","x":"{{new string('x', 1024 * 1024)}}"}""",
        $$"""{"userName":"{{person.UserName}}","x509Certificates":[{"value":"{{person.Email}}"}],"name":"{{person.FamilyName}}"}""",
        $"userName={person.UserName}",
        person.Json,
    ];

    private static string Rename => """{"op":"replace","path":"displayName","value":"x"}""";

    private IEnumerable<string> Patches =>
    [
        $$"""{"op":"replace","path":"emails[value eq \"{{person.Email}}\"","value":"x"}""",
        $$"""{"op":"replace","path":"emails[value co \"{{person.Secret}}\"].type","value":"home"}""",
        $$"""{"op":"{{person.FamilyName}}","path":"title","value":"x"}""",
        $$"""{"op":"replace","path":"{{person.Email}}","value":"x"}""",
        $$"""{"op":"replace","path":"name.{{person.GivenName}}","value":"x"}""",
        $$"""{"op":"replace","path":"active","value":"{{person.FamilyName}}"}""",
        $$"""{"op":"remove","path":"userName","value":"{{person.UserName}}"}""",
        $$"""{"op":"replace","path":"groups","value":"{{person.FamilyName}}"}""",
        $$"""{"op":"replace","value":"{{person.FamilyName}}"}""",
        $$"""{"op":"replace","value":{"userName":"{{person.Secret}}","active":"{{person.FamilyName}}"} }""",
        $$"""{"op":"add","path":"{{person.FamilyName}}","value":"{{person.DisplayName}}"}""",
    ];

    private IEnumerable<HttpRequestMessage> Conflicts =>
    [
        With(Request("PUT", $"/Users/{id}", person.Json), "If-Match", $"W/\"{person.Email}\""),
        With(Request("PATCH", $"/Users/{id}", Patch(Rename)), "If-Match", person.Email),
        With(Request("DELETE", $"/Users/{id}"), "If-Match", $"\"{person.Email}\""),
        With(Request("GET", $"/Users/{id}"), "If-Match", $"\"{person.Email}\""),
        Typed(Request("POST", "/Users", person.Json), $"text/plain; x={person.FamilyName}"),
        Typed(Request("POST", "/Bulk", person.Json), $"application/json; charset={person.FamilyName}"),
        Request("POST", "/Bulk", $$"""{"failOnErrors":"{{person.Email}}","Operations":[{}]}"""),
        Request(
            "POST",
            "/Bulk",
            Bulk(string.Join(',', Enumerable.Repeat($$"""{"method":"DELETE","path":"/Users/{{person.Email}}"}""", 1_001)))),
    ];

    private IEnumerable<string> BulkOperations =>
    [
        $$"""{"method":"POST","path":"/Users","bulkId":"b","data":{{person.Json}} }""",
        $$"""{"method":"DELETE","path":"/Users/{{person.Email}}"}""",
        $$"""{"method":"PATCH","path":"/Users/bulkId:{{person.FamilyName}}","data":{{Patch(Rename)}} }""",
        $$"""{"method":"{{person.FamilyName}}","path":"/{{person.Email}}"}""",
        $$"""{"method":"PUT","path":"/Users/{{id}}","version":"W/\"{{person.Email}}\"","data":{{person.Json}} }""",
        $$"""{"method":"POST","path":"/Users","data":{{person.Json}} }""",
    ];

    private static string Patch(string operation) =>
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{operation}}]}""";

    private static string Bulk(string operation) =>
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{{operation}}]}""";

    private HttpRequestMessage Request(string method, string path, string? json = null, string? authorization = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), scimBase + path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/scim+json");
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return request;
    }

    private HttpRequestMessage Form(string path, string form, string credentials) => new(HttpMethod.Post, Root + path)
    {
        Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"),
        Headers = { Authorization = new AuthenticationHeaderValue("Basic", Basic(credentials)) },
    };

    private static HttpRequestMessage With(HttpRequestMessage request, string field, string value)
    {
        request.Headers.TryAddWithoutValidation(field, value);
        return request;
    }

    private static HttpRequestMessage Typed(HttpRequestMessage request, string type)
    {
        request.Content!.Headers.Remove("Content-Type"); // Given to requests with a body only.
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return request;
    }

    private static string Basic(string credentials) => Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials));
}

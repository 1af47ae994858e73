using System.Reflection;
using Scim.Operations.Connectors;
using Scim.Operations.Remedies;
using Scim.Protocol.Errors;
using Scim.Provisioning.Identities;

namespace Scim.Operations.Tests.Remedies;

public sealed class RefusalRemediesTests
{
    private static readonly ClientId Client = ClientId.Parse("a-client");

    public static TheoryData<string> Factories =>
        [.. typeof(ScimError).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(IsFactory).Select(method => method.Name)];

    [Theory]
    [InlineData("CreateUser", 400, "invalidValue", "name.givenName is required and must not be blank.", "names-missing")]
    [InlineData(
        "CreateUser", 400, "invalidValue",
        "name.givenName is required and must not be blank. name.familyName is required and must not be blank.", "names-missing")]
    [InlineData(
        "CreateUser", 400, "invalidValue",
        "userName is required and must not be blank. name.familyName is required and must not be blank.", "username-missing")]
    [InlineData("CreateUser", 400, "invalidValue", "urn:x:2.0:User:costCenter is required.", "value-required")]
    [InlineData("CreateUser", 400, "invalidValue", "urn:x:2.0:User:site takes one of: a, b.", "value-not-listed")]
    [InlineData("CreateUser", 400, "invalidValue", "urn:x:2.0:User:count must be a whole number.", "number-wrong")]
    [InlineData("ListUsers", 400, "invalidValue", "count must be a whole number.", "count-wrong")]
    [InlineData("CreateUser", 400, "invalidValue", "displayName takes at most 1,024 characters.", "text-too-long")]
    [InlineData("CreateUser", 400, "invalidValue", "emails takes at most 40 values.", "too-many-values")]
    [InlineData("CreateUser", 400, "invalidSyntax", "The schemas do not define some of the names in the body.", "attribute-unknown")]
    [InlineData("CreateUser", 400, "invalidSyntax", "The body is not valid JSON: line 3, byte 17.", "json-broken")]
    [InlineData("CreateUser", 409, "uniqueness", "Another user of this account has the same userName. Choose another value.", "name-taken")]
    [InlineData(
        "PatchUser", 400, "invalidPath",
        "Operation 2: The path names an attribute that the schema does not have.", "path-attribute-unknown")]
    [InlineData("PatchUser", 400, "noTarget", "Operation 1: The filter of the path selects none of emails.", "target-missing")]
    [InlineData(
        "PatchUser", 400, "mutability",
        "Operation 1: userName is required, or has parts that are, and cannot be removed.", "required-removed")]
    [InlineData("PatchUser", 400, "mutability", "Operation 4: groups is read-only.", "read-only")]
    [InlineData("PatchUser", 404, null, "Resource not found.", "user-gone")]
    [InlineData("DeleteUser", 404, null, "The resource was not found. Check the end of the path.", "user-gone")]
    [InlineData("Groups", 404, null, "The resource was not found. Check the end of the path.", "groups")]
    [InlineData("Discovery", 404, null, "The resource was not found. Check the end of the path.", "schema-unknown")]
    [InlineData("Unmatched", 404, null, "There is no such endpoint. Check the path of the request.", "path-unknown")]
    [InlineData(
        "IssueToken", 401, "invalid_client", "The client is unknown or disabled, or its secret is wrong or has expired.", "wrong-secret")]
    [InlineData("IssueToken", 400, "invalid_scope", "The client may not have the scope that it asks for.", "scope-not-allowed")]
    [InlineData("IssueToken", 400, "unsupported_grant_type", "The grant_type must be client_credentials.", "grant-type")]
    [InlineData("IssueToken", 400, "invalid_request", "The Host field does not name this service. Send the host of its address; "
        + "its operator can set a public base URL.", "host-unknown")]
    [InlineData(
        "IssueToken", 429, "temporarily_unavailable", "Too many attempts to authenticate failed from this address.", "too-many-failures")]
    [InlineData(
        "IssueToken", 503, "temporarily_unavailable",
        "The keys of the client's identity provider cannot be fetched now.", "identity-provider-keys")]
    [InlineData("ListUsers", 401, null, "The token is unknown, expired or revoked. Issue a new one at /oauth/token.", "token-ended")]
    [InlineData("PollEvents", 401, "authentication_failed", "The token is unknown, expired or revoked. Issue a new one.", "token-ended")]
    [InlineData(
        "PollEvents", 403, "access_denied", "The token lacks the scope events. Issue one with it at /oauth/token.", "scope-missing")]
    [InlineData("PollEvents", 400, "invalid_request", "ack must be an array of jti values.", "poll-message")]
    [InlineData("PollEvents", 404, "invalid_request", "The account has no such stream that is polled for.", "stream-unknown")]
    [InlineData("PatchUser", 503, null, "The service cannot reach its storage. Retry later.", "storage-unreachable")]
    [InlineData("PatchUser", 500, null, "The service failed. Report the correlation id to its operator.", "fault")]
    [InlineData("PatchUser", 429, null, null, "over-rate")]
    [InlineData("PatchUser", 418, null, "I am a teapot.", "other")]
    public void A_refusal_has_the_remedy_that_is_its_own(string operation, int status, string? type, string? detail, string remedy) =>
        Assert.Equal(remedy, Find(new RefusalKind(operation, status, type, detail)).Name);

    [Theory]
    [MemberData(nameof(Factories))]
    public void Every_error_has_one(string factory)
    {
        var method = typeof(ScimError).GetMethod(factory)!; // The name came from there.
        var error = (ScimError)method.Invoke(null, [.. method.GetParameters().Select(Sample)])!;

        // A text of its own is looked for below; here it has none.
        var kind = new RefusalKind(null, error.Status, error.Type, RefusalKind.Common(error.KeptDetail));
        Assert.Contains(Find(kind).Name, RefusalRemedies.Names);
        if (method.GetParameters().All(parameter => parameter.Name != "detail"))
            AssertSpecific(factory, new RefusalKind(null, error.Status, error.Type, RefusalKind.Common(error.Detail)));
    }

    [Fact]
    public void Every_text_of_the_sources_has_one_that_says_more_than_where_to_look()
    {
        Assert.InRange(RefusalTexts.All.Count, 90, 300);
        Assert.All(RefusalTexts.All, text => AssertSpecific(text.Place, text.Kind));
    }

    [Fact]
    public void Every_remedy_is_told_in_each_connector_s_words_without_a_command()
    {
        var kinds = RefusalTexts.All.Select(text => text.Kind)
            .Concat(Enumerable.Range(400, 200).Select(status => new RefusalKind("PatchUser", status, null, null)));
        Assert.All(kinds, kind =>
        {
            foreach (var connector in ConnectorProfiles.All.Append(null))
            {
                var words = RefusalRemedies.For(kind, OperatorSite.Acme, Client, connector).Words;
                Assert.Matches(@"^[A-Zas].*\.$", words);
                Assert.DoesNotContain("scim ", words, StringComparison.Ordinal);
                Assert.DoesNotContain("--", words, StringComparison.Ordinal);
                Assert.DoesNotContain("..", words, StringComparison.Ordinal);
                Assert.DoesNotContain("  ", words, StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public void Names_tell_remedies_apart() => Assert.Equal(RefusalRemedies.Names.Count, RefusalRemedies.Names.Distinct().Count());

    [Theory]
    [InlineData("entra", "Provision on demand")]
    [InlineData("okta", "unassign")]
    [InlineData("onelogin", "OneLogin")]
    [InlineData(null, "the connector")]
    public void A_step_in_a_connector_is_named_as_the_connector_names_it(string? connector, string place)
    {
        var gone = new RefusalKind("PatchUser", 404, null, "Resource not found.");
        var missing = new RefusalKind("CreateUser", 400, "invalidValue", "name.familyName is required and must not be blank.");
        var profile = connector is null ? null : ConnectorProfiles.Find(connector);

        var words = new[] { gone, missing }.Select(kind => RefusalRemedies.For(kind, OperatorSite.Acme, Client, profile).Words);

        Assert.Contains(place, string.Concat(words), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_of_one_client_is_a_look_at_the_clients_where_there_are_several()
    {
        var denied = new RefusalKind(null, 429, null, null);

        Assert.Equal(new Remedy.SetRate(Client), Find(denied).Step);
        Assert.Equal(new Remedy.SeeClients(), RefusalRemedies.For(denied, OperatorSite.Acme, client: null, connector: null).Step);
    }

    [Fact]
    public void What_differs_between_requests_makes_no_other_kind()
    {
        Assert.Equal("Operation …: no user …, line …, byte ….", RefusalKind.Common(
            $"Operation 12: no user {Guid.NewGuid()}, line 3, byte 77."));
        Assert.Equal("The filter is not valid at position …: expected a value.", RefusalKind.Common(
            "The filter is not valid at position 33: expected a value."));
        Assert.Equal("emails takes at most 40 values.", RefusalKind.Common("emails takes at most 40 values."));
    }

    private static void AssertSpecific(string place, RefusalKind kind)
    {
        var name = Find(kind).Name;
        Assert.True(
            RefusalRemedies.Names.Contains(name) && !RefusalRemedies.General.Contains(name),
            $"{place}: {kind.Status} {kind.Type} '{kind.Detail}' has only the remedy '{name}'.");
    }

    private static RefusalRemedy Find(RefusalKind kind) => RefusalRemedies.For(kind, OperatorSite.Acme, Client, connector: null);

    private static bool IsFactory(MethodInfo method) => method.ReturnType == typeof(ScimError) && !method.IsSpecialName;

    private static object Sample(ParameterInfo parameter) => parameter switch
    {
        { ParameterType: var type } when type == typeof(int) => 7,
        { Name: "id" } => Guid.NewGuid().ToString(),
        { Name: "attribute" } => "userName",
        { Name: "correlationId" } => Guid.NewGuid().ToString("N"),
        _ => "Something.",
    };
}

using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Scim.Conformance.Tests.Service;
using Scim.Protocol.Errors;
using Scim.Testing;

namespace Scim.Conformance.Tests.Docs;

/// <summary>What the template of the page for customers says is what the service does.</summary>
public sealed partial class CustomerPageTests(ConformanceService service) : ConformanceTest(service)
{
    private static readonly string Page = File.ReadAllText(Path.Combine(TestsInRepository.Root, "docs", "for-customers.md"));

    /// <summary>What a request cannot bring about at will, and who answers it.</summary>
    private static readonly Dictionary<(int Status, string Error), ScimError> Elsewhere = new()
    {
        [(429, "")] = ScimError.TooManyRequests(1),
        [(503, "")] = ScimError.Unavailable("1"),
    };

    /// <summary>Requests that are refused with each error; <c>{id}</c> stands for a user.</summary>
    private static readonly Dictionary<(int Status, string Error), (string Method, string Path, string? Body)> Refused = new()
    {
        [(400, "invalidValue")] = ("POST", "/Users", """{"userName":"a"}"""),
        [(400, "invalidPath")] = ("PATCH", "/Users/{id}", """{"Operations":[{"op":"Add","path":"shoeSize","value":"1"}]}"""),
        [(400, "mutability")] = ("PATCH", "/Users/{id}", """{"Operations":[{"op":"Remove","path":"userName"}]}"""),
        [(400, "invalidFilter")] = ("GET", "/Users?filter=shoe+size+eq+%221%22", null),
        [(404, "")] = ("PATCH", $"/Users/{Guid.Empty}", """{"Operations":[{"op":"Add","path":"title","value":"1"}]}"""),
        [(409, "uniqueness")] = ("POST", "/Users", UserJson("{name}")),
        [(413, "")] = ("POST", "/Users", $$"""{"userName":"{{new string('x', 1024 * 1024)}}"}"""),
        [(501, "")] = ("POST", "/Groups", """{"displayName":"G"}"""),
    };

    public static TheoryData<int, string> Errors
    {
        get
        {
            var errors = new TheoryData<int, string>();
            foreach (var row in DocumentTable.Rows(Page, "| status | error | cause | what to do |"))
                errors.Add(int.Parse(row[0], CultureInfo.InvariantCulture), row[1].Trim('`'));
            return errors;
        }
    }

    [Theory, MemberData(nameof(Errors))]
    public async Task Every_error_is_one_of_the_service(int status, string error)
    {
        if (Elsewhere.TryGetValue((status, error), out var known))
        {
            Assert.Equal((status, error), (known.Status, known.Type ?? ""));
            return;
        }
        if (status == 401)
        {
            using var stranger = new ScimClient(Scim.ScimBase, "wrong");
            var denied = error.Length == 0
                ? await stranger.GetAsync("/Users", Cancellation)
                : await stranger.RequestTokenAsync("nobody", "wrong", Cancellation);
            Assert.Equal((HttpStatusCode.Unauthorized, error), (denied.Status, error.Length == 0 ? "" : denied.Text("error")));
            return;
        }

        var name = NewUserName();
        var user = await Scim.PostAsync("/Users", UserJson(name), Cancellation);
        var (method, path, body) = Refused[(status, error)];
        path = path.Replace("{id}", user.Text("id"), StringComparison.Ordinal);
        body = body?.Replace("{name}", name.ToUpperInvariant(), StringComparison.Ordinal);

        var answer = await Scim.SendAsync(new HttpMethod(method), path, body, Cancellation);

        answer.AssertError((HttpStatusCode)status, error.Length == 0 ? null : error);
    }

    [Fact]
    public void Its_attributes_are_those_that_the_connector_maps()
    {
        var mapped = ConnectorPage.All.Single(page => page.Name == "entra-id").Targets;

        Assert.Equal(mapped, DocumentTable.Rows(Page, "| attribute | type |").Select(row => row[0].Trim('`')));
    }

    [Fact]
    public void Its_addresses_are_routes_and_nothing_else_is_left_to_fill_in()
    {
        var paths = Address().Matches(Page).Select(match => match.Groups["path"].Value).ToList();

        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.Contains(path, ConnectorPage.Paths));
        Assert.Equal(["COMPANY", "HOST", "SUPPORT"], Blank().Matches(Page).Select(match => match.Groups["name"].Value).Distinct().Order());
        Assert.DoesNotContain("](", Page, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"https://\{\{HOST\}\}(?<path>[^\s`]*)")]
    private static partial Regex Address();

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}")]
    private static partial Regex Blank();
}

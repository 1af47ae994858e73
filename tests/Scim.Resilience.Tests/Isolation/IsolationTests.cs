using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using Scim.Http.Addresses;
using Scim.Protocol.Schemas;

namespace Scim.Resilience.Tests.Isolation;

/// <summary>What another account has is, to the last byte, as if it had never existed.</summary>
public sealed partial class IsolationTests(IsolationService service) : IClassFixture<IsolationService>
{
    private const string TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    public static TheoryData<string, Strictness> Cases =>
        new(IsolationCases.All.SelectMany(_ => Enum.GetValues<Strictness>(), (example, strictness) => (example.Name, strictness)));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Another_accounts_things_are_answered_as_what_never_existed(string name, Strictness strictness)
    {
        var example = IsolationCases.All.Single(example => example.Name == name);

        // Refused credentials are metered by address; all cases share one.
        service.Time.Advance(TimeSpan.FromMinutes(1));
        var sender = await service.SenderAsync(strictness, example.Writes);
        var other = await service.OtherAsync(example.Lists, Cancel);
        var before = await service.RowsOfOtherAsync(Cancel);

        await AskAsync(example, Nobody(), sender); // What the instance remembers of the sender then costs none of the two more.
        var (expected, cost) = await AskAsync(example, Nobody(), sender);
        var (actual, costOfOther) = await AskAsync(example, other, sender);

        Assert.StartsWith($"HTTP/1.1 {example.Status} ", expected, StringComparison.Ordinal);
        Assert.Contains(example.Says, expected, StringComparison.Ordinal);
        Assert.Equal(expected, actual);
        if (example.CostsTheSame) Assert.Equal(cost, costOfOther);
        Assert.Equal(before, await service.RowsOfOtherAsync(Cancel));
        Assert.StartsWith(
            "HTTP/1.1 200 ", await SendAsync(sender.Scim("GET", "/Users") with { Authorization = other.Token }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ones_own_things_are_answered_otherwise()
    {
        // A blind comparison would hold for anything.
        foreach (var example in ListCases.All.Append(UserCases.All.First()))
        {
            var own = await service.OtherAsync(example.Lists, Cancel);
            var sender = new Sender(own.Token, own.Client, own.Secret, own.Id);

            var (ofNobody, ofOwn) = ((await AskAsync(example, Nobody(), sender)).Answer, (await AskAsync(example, own, sender)).Answer);
            Assert.True(
                ofNobody != ofOwn,
                $"{example.Name} answers for one's own thing as for nobody's. If it names none, it belongs into {nameof(DiscoveryCases)}.");
        }
    }

    [Fact]
    public void No_two_cases_have_one_name() => Assert.Distinct(IsolationCases.All.Select(example => example.Name));

    [Fact]
    public void Every_route_and_method_has_a_case()
    {
        var endpoints = service.Instance.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(
                endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"],
                (endpoint, method) => (Template: endpoint.RoutePattern.RawText ?? "", Method: method))
            .ToList();
        var requests = IsolationCases.All.Select(IsolationCases.RequestOf).ToList();

        Assert.Contains(endpoints, endpoint => endpoint.Template == ScimRoutes.User);
        Assert.All(endpoints, endpoint => Assert.True(
            requests.Exists(request => RouteOf(request) == endpoint),
            $"{endpoint.Method} /{endpoint.Template} has no case. Add one in this folder, to the file that has its kind."));

        (string, string) RouteOf(RawRequest request) =>
            Find(request.Method, request) is { Method: not null } found ? found : Find("*", request);

        (string Template, string Method) Find(string method, RawRequest request) =>
            endpoints.Where(endpoint => endpoint.Method == method && Matches(endpoint.Template, request))
                .OrderBy(endpoint => endpoint.Template.Contains('{', StringComparison.Ordinal)) // A word goes before what any word is.
                .FirstOrDefault();
    }

    private static bool Matches(string template, RawRequest request) =>
        new TemplateMatcher(TemplateParser.Parse(template), []).TryMatch(request.Path, []);

    private Thing Nobody() => Thing.OfNobody(service.Time.GetUtcNow());

    private async Task<(string Answer, int Cost)> AskAsync(IsolationCase example, Thing thing, Sender sender)
    {
        service.Instance.Faults.Forget();
        var answer = await SendAsync(example.Request(thing, sender));
        return (Comparable(answer, example, thing), service.Instance.Faults.BesideMetering);
    }

    private Task<string> SendAsync(RawRequest request) =>
        (request with { Fields = [.. request.Fields, ("traceparent", TraceParent)] }).SendAsync(new Uri(service.Instance.ScimBase), Cancel);

    /// <summary>The answer without what differs from one request to the next, and with the same word for what was named.</summary>
    private static string Comparable(string answer, IsolationCase example, Thing thing)
    {
        answer = Passing().Replace(answer, "").Replace(thing.Id, "{id}", StringComparison.OrdinalIgnoreCase);
        if (!example.Writes) return answer;
        foreach (var (value, name) in thing.Names) answer = answer.Replace(value, $"{{{name}}}", StringComparison.OrdinalIgnoreCase);
        // One version after another is a millisecond later, though the clock stands still.
        return LastModified().Replace(Uuid().Replace(answer, "{new}"), "");
    }

    /// <summary>The time, and what the sender's meter says.</summary>
    [GeneratedRegex(@"^(Date|RateLimit|RateLimit-Policy): .*\r\n", RegexOptions.Multiline)]
    private static partial Regex Passing();

    [GeneratedRegex("\"lastModified\":\"[^\"]*\"")]
    private static partial Regex LastModified();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Uuid();
}

using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.Transport;

/// <summary>
/// All that the hosts answer differently: every other test of this suite passes on both. Each difference is asserted as it is, so that a
/// change shows.
/// </summary>
public sealed class HostDeviationTests(ConformanceService service) : ConformanceTest(service)
{
    private const string Post = "POST /scim/v2/Users HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/scim+json\r\n";
    private const string Creation = Post + "Authorization: Bearer {token}\r\n";

    private static readonly Dictionary<string, HostCase> Cases = new()
    {
        ["A chunk's length is no number"] = new("400", "500", Creation + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
        ["A chunk is longer than its length"] = new("400", "500", Creation + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}}\r\n0\r\n\r\n"),
        ["A body over 100 MiB is announced"] = new("413", "500", Creation + "Content-Length: 104857601\r\n\r\n"),
        ["A body over 1 MiB is announced and never sent"] = new("413", "500", Creation + "Content-Length: 1048577\r\n\r\n"),
        ["A body stops arriving"] = new("408", "500", Creation + "Content-Length: 100\r\n\r\n{"),
        ["A stranger's body waits for leave"] = new("401", "100 500", Post + "Content-Length: 100\r\nExpect: 100-continue\r\n\r\n"),
        ["HTTP/1.0 without a host"] = new("200", "500", "GET /health HTTP/1.0\r\n\r\n"),
        ["A path is no UTF-8"] = new(
            "400", "404", "GET /scim/v2/Users/zo%EB HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\r\n"),
        ["HEAD in small letters"] = new("200", "500", "head /health HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        ["CONNECT"] = new("405", "500", "CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        ["The client names the invocation itself"] = new(
            "200", "500", "GET /health HTTP/1.1\r\nHost: {host}\r\nx-ms-invocation-id: 1\r\n\r\n"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_host_answers_in_its_own_way(string name)
    {
        Assert.SkipWhen(ConformanceService.IsForeign, "Which host serves SCIM_BASE_URL is not known.");
        var request = Cases[name];
        using var connection = await RawConnection.OpenAsync(Scim.ScimBase, Cancellation);

        await connection.WriteAsync(
            request.Request.Replace("{host}", new Uri(Scim.ScimBase).Authority, StringComparison.Ordinal)
                .Replace("{token}", Scim.Token, StringComparison.Ordinal),
            Cancellation);

        Assert.NotEqual(request.OnLocalHost, request.OnFunctionsHost);
        Assert.Equal(HostUnderTest.AnswerTo(request), await connection.ReadStatusesAsync(Cancellation));
    }
}

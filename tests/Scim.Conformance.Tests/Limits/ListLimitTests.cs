using System.Net;
using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.Limits;

public sealed class ListLimitTests(ConformanceService service) : ConformanceTest(service)
{
    [Theory]
    [InlineData(9_900, 100, true)]
    [InlineData(9_901, 100, false)]
    [InlineData(2_000_000_000, 200, false)]
    public async Task A_sorted_page_lies_within_10_000_users(int startIndex, int count, bool isServed)
    {
        var answer = await Scim.GetAsync($"/Users?sortBy=userName&startIndex={startIndex}&count={count}", Cancellation);

        if (isServed)
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        else
            answer.AssertError(HttpStatusCode.BadRequest, "tooMany");
    }

    [Theory]
    [InlineData(4_096, true)]
    [InlineData(4_097, false)]
    public async Task A_filter_has_4096_characters(int length, bool isServed)
    {
        const string Frame = "userName eq \"\"";
        var filter = $"userName eq \"{new string('x', length - Frame.Length)}\"";

        var inUrl = await Scim.GetAsync($"/Users?filter={Uri.EscapeDataString(filter)}", Cancellation);
        var inBody = await Scim.PostAsync("/Users/.search", System.Text.Json.JsonSerializer.Serialize(new { filter }), Cancellation);

        Assert.All([inUrl, inBody], answer =>
        {
            if (isServed)
                Assert.Equal(0, answer.Body.GetProperty("totalResults").GetInt32());
            else
                answer.AssertError(HttpStatusCode.BadRequest, "invalidFilter");
        });
    }
}

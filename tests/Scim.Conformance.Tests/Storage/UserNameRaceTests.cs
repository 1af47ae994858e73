using System.Net;
using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.Storage;

public sealed class UserNameRaceTests(ConformanceService service) : ConformanceTest(service)
{
    [Fact]
    public async Task Of_two_hosts_that_create_the_same_userName_exactly_one_does()
    {
        const int Races = 200;
        var (first, second) = await StartTwoHostsAsync();

        for (var race = 0; race < Races; race++)
        {
            var user = UserJson(NewUserName());
            var answers = await Task.WhenAll(first.PostAsync("/Users", user, Cancellation), second.PostAsync("/Users", user, Cancellation));
            Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Conflict], answers.Select(answer => answer.Status).Order());
        }

        Assert.Equal(Races, (await first.GetAsync("/Users?count=0", Cancellation)).Body.GetProperty("totalResults").GetInt32());
    }
}

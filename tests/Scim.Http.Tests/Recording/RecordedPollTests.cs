using System.Net;
using Scim.Http.Tests.Events;
using Scim.Provisioning.Requests;

namespace Scim.Http.Tests.Recording;

public sealed class RecordedPollTests
{
    [Fact]
    public async Task A_poll_that_is_refused_is_an_entry_and_others_are_counted()
    {
        await using var polls = await PollService.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await polls.SendAsync("""{"returnImmediately":true}""")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await polls.SendAsync("{}", stream: "ada")).StatusCode);
        polls.Service.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(HttpStatusCode.BadRequest, (await polls.SendAsync("""{"ack":"ada"}""")).StatusCode);

        var entries = await polls.Service.EntriesAsync(3);

        Assert.Equal([404, 400], entries.Select(entry => entry.Status));
        Assert.All(entries, entry => Assert.Equal(
            ("POST", "/events/{stream}", "PollEvents", "invalid_request", "receiver"),
            (entry.Method, entry.Route, entry.Operation, entry.Type, entry.Client.Value)));
        Assert.Equal("ack must be an array of jti values.", entries[1].Detail);
        Assert.Contains(new AnsweredRequests("PollEvents", 2, 1), Assert.Single(await polls.Service.CountsAsync(3)).Answered);
    }
}

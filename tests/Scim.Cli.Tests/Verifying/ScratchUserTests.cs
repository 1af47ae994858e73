using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Scim.Verification.Reports;

namespace Scim.Cli.Tests.Verifying;

/// <summary>What a run made is gone when it is over, however it ends, and nobody else's is touched.</summary>
public sealed class ScratchUserTests(VerifiedService service) : IClassFixture<VerifiedService>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_gone_when_the_run_is_stopped()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var made = 0;
        using var fault = new ServiceFault
        {
            Answered = async (_, response) =>
            {
                if (response.StatusCode == HttpStatusCode.Created && ++made == 2) await stop.CancelAsync();
            },
        };

        var report = await service.VerifyAsync(fault, "§3.4.2.2", stop: stop.Token);

        Assert.Equal(("It was stopped.", 0), (report.BrokenOff, report.Left.Count));
        await OnlyTheResidentIsThereAsync();
    }

    [Fact]
    public async Task One_whose_answer_is_lost_is_found_by_its_name()
    {
        var lost = 0;
        using var fault = new ServiceFault
        {
            Answered = (_, response) => response.StatusCode == HttpStatusCode.Created && ++lost == 2
                ? throw new HttpRequestException("lost")
                : Task.CompletedTask,
        };

        var report = await service.VerifyAsync(fault, "§3.4.2.2");

        Assert.Contains(
            report.Checks.SelectMany(check => check.Shortcomings),
            shortcoming => shortcoming is { Request: "POST /Users", Expected: "an answer" });
        Assert.Empty(report.Left);
        await OnlyTheResidentIsThereAsync();
    }

    [Fact]
    public async Task Nobody_else_is_removed_where_filters_are_ignored()
    {
        using var fault = ServiceFault.InQueries(query => query.Replace("filter=", "ignored=", StringComparison.Ordinal));

        await service.VerifyAsync(fault, "§3.4.2.2");

        await OnlyTheResidentIsThereAsync();
    }

    [Fact]
    public async Task Those_that_a_service_keeps_are_named()
    {
        using var fault = new ServiceFault
        {
            InItsPlace = request => request.Method == HttpMethod.Delete
                ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
                : null,
        };
        var report = await service.VerifyAsync(fault, "A password is taken");

        Assert.Single(report.Left);
        Assert.False(report.IsGood);
        await service.RemoveAsync(report.Left[0]);
        await OnlyTheResidentIsThereAsync();
    }

    [Fact]
    public async Task Those_that_a_service_says_are_gone_and_are_not_are_named()
    {
        using var fault = new ServiceFault
        {
            InItsPlace = request => request.Method == HttpMethod.Delete ? new HttpResponseMessage(HttpStatusCode.NoContent) : null,
        };
        var report = await service.VerifyAsync(fault, "A password is taken");

        Assert.Single(report.Left);
        Assert.False(report.IsGood);
        Assert.All(await service.UsersAsync(), name => Assert.True(name is VerifiedService.Resident || name!.Contains(report.Mark)));
        await service.RemoveAsync(report.Left[0]);
        await OnlyTheResidentIsThereAsync();
    }

    [Theory]
    [InlineData("\"displayName\":\"\\uD800\"")]
    [InlineData("\"displayName\":\"\u00FF\"", true)]
    [InlineData("\"schemas\":5,\"meta\":[],\"emails\":\"none\"")]
    public async Task They_are_gone_whatever_their_creation_was_answered(string members, bool asLatin = false)
    {
        using var fault = new ServiceFault
        {
            Answered = (_, response) =>
            {
                if (response.StatusCode == HttpStatusCode.Created)
                    response.Content = new ByteArrayContent((asLatin ? Encoding.Latin1 : Encoding.UTF8).GetBytes($"{{{members}}}"));
                return Task.CompletedTask;
            },
        };

        var report = await service.VerifyAsync(fault, "RFC 7644 §3.3");

        Assert.Contains(report.Checks, check => check.Outcome == CheckOutcome.Wrong);
        Assert.Equal((null, 0), (report.BrokenOff, report.Left.Count));
        await OnlyTheResidentIsThereAsync();
    }

    [Fact]
    public async Task An_id_may_have_any_characters()
    {
        using var fault = new ServiceFault
        {
            Asked = request =>
            {
                var url = request.RequestUri!.AbsoluteUri; // Every request has one.
                request.RequestUri = new Uri(url.Replace("%20%22%2F", "", StringComparison.Ordinal));
                return Task.CompletedTask;
            },
            Answered = async (_, response) =>
            {
                var text = await response.Content.ReadAsStringAsync(Cancel);
                if (text.Length == 0) return;
                text = text.Replace("\"id\":\"", "\"id\":\" \\\"/", StringComparison.Ordinal);
                response.Content = new StringContent(text, Encoding.UTF8, "application/scim+json");
            },
        };

        var report = await service.VerifyAsync(fault, "RFC 7644 §3.5.1");

        Assert.All(report.Checks, check => Assert.Equal(CheckOutcome.Holds, check.Outcome));
        Assert.NotEmpty(report.Checks);
        Assert.Empty(report.Left);
        await OnlyTheResidentIsThereAsync();
    }

    [Fact]
    public async Task A_service_that_stops_answering_ends_the_run()
    {
        var asked = 0;
        using var fault = new ServiceFault
        {
            Asked = _ => ++asked is > 30 and < 200 ? throw new HttpRequestException("down") : Task.CompletedTask,
        };

        var report = await service.VerifyAsync(fault);

        Assert.StartsWith("The service has stopped answering.", report.BrokenOff, StringComparison.Ordinal);
        Assert.InRange(asked, 30, 60);
        Assert.False(report.IsGood);
        foreach (var id in report.Left.Where(left => Guid.TryParse(left, out _))) await service.RemoveAsync(id);
        await OnlyTheResidentIsThereAsync();
    }

    [Fact]
    public async Task What_a_service_does_not_claim_is_skipped_and_said()
    {
        using var fault = ServiceFault.InBodies((request, body) =>
        {
            if (!request.RequestUri!.AbsolutePath.EndsWith("/ServiceProviderConfig", StringComparison.Ordinal)) return false; // It has one.
            foreach (var feature in new[] { "bulk", "sort" }) body[feature]!["supported"] = false; // The service has both.
            body["pagination"] = JsonNode.Parse("""{"cursor":false,"index":true}""");
            return true;
        });

        var report = await service.VerifyAsync(fault, "§3.7");
        Assert.All(report.Checks, check =>
        {
            Assert.Equal(CheckOutcome.Skipped, check.Outcome);
            Assert.Equal("/ServiceProviderConfig does not say that bulk is supported.", check.Reason);
        });
        Assert.True(report.IsGood);
        Assert.NotEmpty(report.Checks);
    }

    private async Task OnlyTheResidentIsThereAsync() => Assert.Equal([VerifiedService.Resident], await service.UsersAsync());
}

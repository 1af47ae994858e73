using System.Text.Json.Nodes;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Cli.Verifying;
using Scim.Verification.Reports;

namespace Scim.Cli.Tests.Verifying;

/// <summary>Whatever a service answers, nobody else's user is changed or shown, and the run comes to an end.</summary>
public sealed class HostileServiceTests
{
    [Fact]
    public async Task Nothing_is_asked_of_whom_a_refusal_names()
    {
        using var strangers = new SmallService();
        using var refusing = new SmallService
        {
            InItsPlace = (request, path, _) =>
                IsCreation(request, path) ? SmallService.Answer(409, strangers.User(SmallService.Stranger)!.ToJsonString()) : null,
        };

        var report = await refusing.VerifyAsync();

        Assert.Empty(refusing.AskedOfStrangers);
        Assert.Equal((null, 0), (report.BrokenOff, report.Left.Count));
        Assert.InRange(report.Count(CheckOutcome.Wrong), 40, 200);
        AssertTellsOfNobody(report);
    }

    [Fact]
    public async Task Nothing_is_asked_of_whom_a_creation_is_answered_with_unless_its_name_was_sent()
    {
        using var strangers = new SmallService();
        using var service = new SmallService
        {
            InItsPlace = (request, path, _) =>
                IsCreation(request, path) ? SmallService.Answer(201, strangers.User(SmallService.Stranger)!.ToJsonString()) : null,
        };

        var report = await service.VerifyAsync();

        Assert.Empty(service.AskedOfStrangers);
        Assert.Contains("no more are made", report.BrokenOff, StringComparison.Ordinal);
        Assert.InRange(report.Others, 10, 20);
        Assert.False(report.IsGood);
        AssertTellsOfNobody(report);
    }

    [Fact]
    public async Task A_Bulk_that_says_it_made_others_has_none_of_them_changed()
    {
        using var service = new SmallService
        {
            InItsPlace = (_, path, _) => path == "/Bulk"
                ? SmallService.Answer(200, BulkOf(Enumerable.Range(1, 3).Select(i => $"stranger-{i}")))
                : null,
        };

        var report = await service.VerifyAsync("RFC 7644 §3.7");

        Assert.All(service.AskedOfStrangers, asked => Assert.Equal("GET", asked.Method));
        Assert.Equal(["stranger-1", "stranger-2", "stranger-3"], service.Ids);
        AssertTellsOfNobody(report);
    }

    [Fact]
    public async Task A_Bulk_that_says_it_made_thousands_is_asked_about_those_that_were_sent()
    {
        using var service = new SmallService
        {
            InItsPlace = (_, path, _) => path == "/Bulk"
                ? SmallService.Answer(200, BulkOf(Enumerable.Range(0, 5_000).Select(i => $"ghost-{i}")))
                : null,
        };

        var report = await service.VerifyAsync("RFC 7644 §3.7");

        Assert.InRange(report.Requests, 5, 60);
        Assert.InRange(service.Asked.Count(asked => asked.Path.StartsWith("/Users/ghost", StringComparison.Ordinal)), 1, 10);
    }

    [Fact]
    public async Task A_service_that_cannot_delete_is_not_filled_with_users()
    {
        using var service = new SmallService
        {
            InItsPlace = (request, _, _) => request.Method == HttpMethod.Delete ? SmallService.Answer(501) : null,
        };

        var report = await service.VerifyAsync();

        Assert.Contains("no more are made", report.BrokenOff, StringComparison.Ordinal);
        Assert.InRange(report.NotTried, 1, 200);
        Assert.InRange(report.Left.Count, 10, 20);
        Assert.Equal(service.Ids.Where(id => id.StartsWith('u')).Order(), report.Left.Order());
        Assert.All(
            service.Asked.Where(asked => asked.Method == "DELETE").GroupBy(asked => asked.Path),
            tries => Assert.InRange(tries.Count(), 1, 4));
        Assert.Equal(2, VerifyCommand.ExitCodeOf(report));
    }

    [Fact]
    public async Task A_service_that_gives_no_answer_to_deletions_has_stopped_answering()
    {
        using var service = new SmallService
        {
            InItsPlace = (request, _, _) => request.Method == HttpMethod.Delete ? throw new HttpRequestException("lost") : null,
        };

        var report = await service.VerifyAsync("RFC 7644 §3.5.2");

        Assert.StartsWith("The service has stopped answering.", report.BrokenOff, StringComparison.Ordinal);
        Assert.Equal(service.Ids.Where(id => id.StartsWith('u')).Order(), report.Left.Order());
    }

    [Fact]
    public async Task Whoever_may_be_there_is_named_where_filters_are_ignored()
    {
        var made = new List<string>();
        SmallService service = null!;
        using var ignoring = service = new SmallService
        {
            InItsPlace = (request, path, body) =>
            {
                if (request.RequestUri!.Query.Contains("filter=", StringComparison.Ordinal)) // Every request has one.
                    return SmallService.Answer(200, SmallService.List([service.User(SmallService.Stranger)!], total: 5));
                if (!IsCreation(request, path) || body?["userName"]?.ToString() is not { } name) return null;
                made.Add(name);
                service.Keep($"u-{made.Count}", body);
                throw new HttpRequestException("lost");
            },
        };

        var report = await ignoring.VerifyAsync("A password is taken");

        Assert.NotEmpty(made);
        Assert.Equal(made, report.Left);
        Assert.False(report.IsGood);
    }

    [Fact]
    public async Task Only_a_user_whose_very_name_was_sent_is_removed_by_a_search()
    {
        SmallService service = null!;
        using var renaming = service = new SmallService
        {
            InItsPlace = (request, path, body) => IsCreation(request, path) && body?["userName"]?.ToString() is { Length: > 0 } name
                ? SmallService.Answer(201, service.Keep("renamed", new JsonObject { ["userName"] = $"{name}.other" }).ToJsonString())
                : null,
        };

        var report = await renaming.VerifyAsync("A password is taken");

        Assert.DoesNotContain(renaming.Asked, asked => asked.Path == "/Users/renamed");
        Assert.EndsWith(".other", Assert.Single(report.Left), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_without_a_userName_is_left_and_named()
    {
        SmallService service = null!;
        using var lenient = service = new SmallService
        {
            InItsPlace = (request, path, body) => IsCreation(request, path) && body is { } user && user["userName"] is null
                ? SmallService.Answer(201, service.Keep("nameless", body).ToJsonString())
                : null,
        };

        var report = await lenient.VerifyAsync("A user without a userName");

        Assert.Equal(["nameless (without a userName)"], report.Left);
        Assert.DoesNotContain(("DELETE", "/Users/nameless"), lenient.Asked);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_an_answer_has_of_others_is_not_shown(bool hasId)
    {
        using var strangers = new SmallService();
        var stranger = strangers.User(SmallService.Stranger)!.DeepClone().AsObject();
        if (!hasId) stranger.Remove("id");
        using var service = new SmallService
        {
            InItsPlace = (request, path, _) => request.Method != HttpMethod.Post && path.StartsWith("/Users/u", StringComparison.Ordinal)
                && request.Method != HttpMethod.Delete ? SmallService.Answer(200, stranger.ToJsonString()) : null,
        };

        var report = await service.VerifyAsync();

        Assert.NotEqual(0, report.Count(CheckOutcome.Wrong));
        AssertTellsOfNobody(report);
    }

    [Fact]
    public async Task A_token_that_a_service_repeats_is_not_printed()
    {
        var count = 0;
        using var service = new SmallService { NewId = () => $"{SmallService.Token[..20]}-{++count}" };
        var (redaction, text) = (new Redaction(), new StringWriter());
        redaction.Hide(SmallService.Token);

        var report = redaction.Of(await service.VerifyAsync("RFC 7644 §3.5"));
        foreach (var asJson in new[] { true, false })
        {
            var answers = new Answers(Terminal.For(text, isRedirected: true), asJson);
            foreach (var check in report.Checks) VerificationAnswer.Print(answers, check);
            VerificationAnswer.Print(answers, report);
        }

        Assert.Contains("/Users/(hidden)", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(SmallService.Token[..8], text.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsCreation(HttpRequestMessage request, string path) => request.Method == HttpMethod.Post && path == "/Users";

    private static string BulkOf(IEnumerable<string> ids) => new JsonObject
    {
        ["Operations"] = new JsonArray([.. ids.Select(id => new JsonObject
        {
            ["method"] = "POST", ["status"] = "201", ["location"] = $"https://scim.example.com/scim/v2/Users/{id}",
        })]),
    }.ToJsonString();

    private static void AssertTellsOfNobody(VerificationReport report) =>
        Assert.All(
            report.Checks.SelectMany(check => check.Shortcomings).Select(fault => $"{fault}").Concat(report.Left),
            text =>
            {
                foreach (var other in new[] { "stranger", "jane", "Chief" })
                    Assert.DoesNotContain(other, text, StringComparison.OrdinalIgnoreCase);
            });
}

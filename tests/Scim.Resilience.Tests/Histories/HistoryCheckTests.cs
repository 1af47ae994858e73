using System.Net;

namespace Scim.Resilience.Tests.Histories;

/// <summary>The check finds what it is there for.</summary>
public sealed class HistoryCheckTests
{
    private static readonly Observed Created = Write(Asked.Create, 1, 2, "v1", "a");

    [Fact]
    public void Requests_side_by_side_may_come_in_any_order()
    {
        Observed[] all = [Created, Write(Asked.Change, 3, 8, "v3", "c"), Write(Asked.Change, 4, 7, "v2", "b"), Read(5, 6, "v1", "a")];

        Assert.Empty(HistoryCheck.Of(all, ["v1", "v2", "v3"]));
    }

    [Fact]
    public void A_lost_update_is_found()
    {
        Observed[] all = [Created, Write(Asked.Change, 3, 4, "v2", "b")];

        Assert.Contains("is not there", Assert.Single(HistoryCheck.Of(all, ["v1"])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_of_what_had_been_replaced_is_found()
    {
        Observed[] all = [Created, Write(Asked.Change, 3, 4, "v2", "b"), Read(5, 6, "v1", "a")];

        Assert.Contains("is no later than", Assert.Single(HistoryCheck.Of(all, ["v1", "v2"])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_upon_a_version_that_had_been_replaced_is_found()
    {
        Observed[] all = [Created, Write(Asked.Change, 3, 4, "v3", "c"), Write(Asked.Change, 5, 6, "v2", "b")];

        Assert.Contains("is no later than", Assert.Single(HistoryCheck.Of(all, ["v1", "v2", "v3"])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_that_comes_back_is_found()
    {
        Observed[] all =
        [
            Created, new(Asked.Delete, 3, 4, HttpStatusCode.NoContent), Read(5, 6, "v1", "a"),
        ];

        Assert.Contains("is no later than", Assert.Single(HistoryCheck.Of(all, ["v1", null])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_while_the_expected_version_stood_is_found()
    {
        Observed[] all =
        [
            Created, new(Asked.Change, 3, 4, HttpStatusCode.PreconditionFailed) { Expects = "v1" }, Read(5, 6, "v1", "a"),
        ];

        Assert.Contains("was refused while", Assert.Single(HistoryCheck.Of(all, ["v1"])), StringComparison.Ordinal);
    }

    [Fact]
    public void The_title_of_another_version_is_found()
    {
        Observed[] all = [Created, Write(Asked.Change, 3, 4, "v2", "b"), Read(5, 6, "v2", "a")];

        Assert.Contains("title of another", Assert.Single(HistoryCheck.Of(all, ["v1", "v2"])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_nobody_made_is_found_unless_an_outcome_is_unknown()
    {
        var unknown = new Observed(Asked.Change, 3, 4, HttpStatusCode.ServiceUnavailable) { Sets = "b" };

        Assert.Contains("by nobody", Assert.Single(HistoryCheck.Of([Created], ["v1", "v2"])), StringComparison.Ordinal);
        Assert.Empty(HistoryCheck.Of([Created, unknown], ["v1", "v2"]));
    }

    private static Observed Write(Asked asked, long start, long end, string version, string title) =>
        new(asked, start, end, asked == Asked.Create ? HttpStatusCode.Created : HttpStatusCode.OK)
        {
            Version = version,
            Title = title,
            Sets = title,
        };

    private static Observed Read(long start, long end, string version, string title) =>
        new(Asked.Read, start, end, HttpStatusCode.OK) { Version = version, Title = title };
}

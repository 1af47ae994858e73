using Scim.Operations.Connectors;
using Scim.Operations.Requests;
using Scim.Protocol.Errors;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Operations.Tests.Requests;

public sealed class RequestSummariesTests : IAsyncLifetime
{
    private const string NoName = "name.givenName is required and must not be blank.";
    private static readonly RequestQuery Everything = new(OperatorSite.Acme);

    private LoggedSite _site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await LoggedSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Refusals_of_one_kind_are_one_reason_the_most_frequent_first()
    {
        var first = _site.Add(404, "GetUser", detail: ScimError.ResourceNotFound(Guid.NewGuid().ToString()).Detail);
        _site.Add(404, "GetUser", detail: ScimError.ResourceNotFound(Guid.NewGuid().ToString()).Detail);
        _site.Add(400, "CreateUser", "invalidValue", NoName);
        _site.Add(200, "GetUser");
        var last = _site.Add(404, "GetUser", detail: ScimError.ResourceNotFound(Guid.NewGuid().ToString()).Detail);
        _site.Add(404, "PatchUser", detail: ScimError.ResourceNotFound(Guid.NewGuid().ToString()).Detail);

        var reasons = (await SummarizeAsync(Everything)).Reasons;

        Assert.Equal(
            [("GetUser", 3L), ("PatchUser", 1L), ("CreateUser", 1L)], reasons.Select(reason => (reason.Kind.Operation, reason.Count)));
        Assert.Equal(
            (first.When, last.When, last.CorrelationId, "Resource … not found.", "user-gone"),
            (reasons[0].First, reasons[0].Last, reasons[0].CorrelationId, reasons[0].Kind.Detail, reasons[0].Remedy.Name));
        Assert.Equal([LoggedSite.Entra], reasons[0].Clients);
        Assert.Equal(("names-missing", new Remedy.NeedNoNames(OperatorSite.Acme)), (reasons[2].Remedy.Name, reasons[2].Remedy.Step));
    }

    [Fact]
    public async Task Refusals_are_told_in_the_words_of_the_client_s_connector()
    {
        var entra = await ConnectAsync(ConnectorProfiles.Entra);
        var okta = await ConnectAsync(ConnectorProfiles.Okta);
        foreach (var client in new[] { entra, okta, okta, LoggedSite.Entra })
            _site.Add(_site.Entry(400, "CreateUser", "invalidValue", NoName) with { Client = client });

        var reasons = (await SummarizeAsync(Everything)).Reasons;

        Assert.Equal(["okta", "entra", null], reasons.OrderByDescending(reason => reason.Connector).Select(reason => reason.Connector));
        Assert.Contains("To App, Attribute Mappings", Assert.Single(reasons, Of("okta")).Remedy.Words, StringComparison.Ordinal);
        Assert.Contains("Provision Microsoft Entra ID Users", Assert.Single(reasons, Of("entra")).Remedy.Words, StringComparison.Ordinal);
        Assert.Contains("the connector's attribute mapping", Assert.Single(reasons, Of(null)).Remedy.Words, StringComparison.Ordinal);

        static Predicate<RefusalReason> Of(string? connector) => reason => reason.Connector == connector;
    }

    [Fact]
    public async Task What_the_meter_denied_is_a_reason_though_it_has_no_entries()
    {
        var minute = _site.Site.Time.GetUtcNow();
        AddTraffic(minute, denied: 30);
        AddTraffic(minute.AddMinutes(5), denied: 12, granted: 100);

        var summary = await SummarizeAsync(Everything);

        var reason = Assert.Single(summary.Reasons);
        Assert.Equal(
            (429, 42L, minute, minute.AddMinutes(5), null, "over-rate"),
            (reason.Kind.Status, reason.Count, reason.First, reason.Last, reason.CorrelationId, reason.Remedy.Name));
        Assert.Equal(new Remedy.SetRate(LoggedSite.Entra), reason.Remedy.Step);
        Assert.Equal(100, summary.Granted);
        Assert.Equal(12, Assert.Single((await SummarizeAsync(Everything with { Since = minute.AddSeconds(345) })).Reasons).Count);
        Assert.Empty((await SummarizeAsync(Everything with { Status = new StatusFilter(500, 599) })).Reasons);
        Assert.Empty((await SummarizeAsync(Everything with { Operation = "GetUser" })).Reasons);
        Assert.Empty((await SummarizeAsync(Everything with { Client = ClientId.Parse("other") })).Reasons);
    }

    [Fact]
    public async Task It_is_confined_and_says_what_was_lost()
    {
        _site.Add(404, "GetUser");
        var failed = _site.Add(500, "PatchUser");
        AddTraffic(_site.Site.Time.GetUtcNow(), lost: 17);

        var summary = await SummarizeAsync(Everything with { Since = failed.When, Status = new StatusFilter(500, 599) });

        Assert.Equal(failed.CorrelationId, Assert.Single(summary.Reasons).CorrelationId);
        Assert.Equal((17L, (DateTimeOffset?)null), (summary.Lost, summary.CutAt));
        Assert.Empty((await SummarizeAsync(Everything with { Status = new StatusFilter(200, 299) })).Reasons);
    }

    [Fact]
    public async Task A_client_that_makes_up_names_does_not_make_it_endless()
    {
        for (var number = 0; number < 700; number++)
            _site.Add(400, "CreateUser", "invalidSyntax", $"The schemas do not define: name{number}.");

        var reasons = (await SummarizeAsync(Everything)).Reasons;

        Assert.Equal((501, 700L), (reasons.Count, reasons.Sum(reason => reason.Count)));
        Assert.Null(reasons[0].Kind.Detail);
    }

    [Fact]
    public async Task A_long_log_is_looked_at_from_its_newest_end_only()
    {
        var old = _site.Add(409, "CreateUser", "uniqueness");
        _site.Site.Time.Advance(TimeSpan.FromMinutes(1));
        _site.AddMany(RequestSummaries.MostLookedAt, 200);

        var summary = await SummarizeAsync(Everything);

        Assert.Empty(summary.Reasons);
        Assert.Equal(_site.Site.Time.GetUtcNow(), summary.CutAt);
        Assert.True(summary.CutAt > old.When);
    }

    private Task<RefusalSummary> SummarizeAsync(RequestQuery query) => _site.Get<RequestSummaries>().SummarizeAsync(query, Cancel);

    private async Task<ClientId> ConnectAsync(ConnectorProfile profile) => (await _site.Get<ConnectorOperations>()
        .CreateAsync(new ClientOrder(OperatorSite.Acme) { Profile = profile }, Cancel)).Created.Client.Id;

    private void AddTraffic(DateTimeOffset minute, long granted = 0, long denied = 0, long lost = 0) =>
        _site.Add(new RequestTraffic(OperatorSite.Acme, minute, LoggedSite.Entra, "one")
        {
            Answered = [new AnsweredRequests("GetUser", 2, granted)],
            Denied = denied,
            Lost = lost,
        });
}

using System.Net;
using System.Text.Json;
using Scim.Resilience.Tests.Chaos.Operations;
using Scim.Resilience.Tests.Chaos.Stored;

namespace Scim.Resilience.Tests.Chaos.Checks;

/// <summary>The check of a run finds every kind of answer that should not be.</summary>
public sealed class AnswerDamageTests(SmallRun run) : IClassFixture<SmallRun>
{
    [Fact]
    public void A_server_error() => AssertFound(
        Of(OperationKind.Get) with { Status = HttpStatusCode.InternalServerError, Body = default }, "is not possible");

    [Fact]
    public void A_refusal_of_what_was_done() => AssertFound(
        Of(OperationKind.Create) with { Status = HttpStatusCode.Conflict, Body = default }, "What was refused has an audit row");

    [Fact]
    public void An_acknowledgement_of_what_was_not_done()
    {
        var refused = run.Sent.First(one => one is { Operation.Kind: OperationKind.Rename, Status: HttpStatusCode.Conflict });
        AssertFound(
            refused with { Status = HttpStatusCode.OK, Body = Of(OperationKind.Rename).Body }, "What was acknowledged has no audit row");
    }

    [Fact]
    public void A_change_by_what_changes_nothing()
    {
        var change = Of(OperationKind.Rename);
        AssertFound(
            change with { Operation = change.Operation with { Kind = OperationKind.Idle } }, "What changes nothing has an audit row");
    }

    [Fact]
    public void An_entity_tag_of_another_version() => AssertFound(
        Of(OperationKind.Replace) with { ETag = "W/\"0\"" }, "differ in id, version or active");

    [Fact]
    public void A_version_that_never_was() => AssertFound(
        Changed(Of(OperationKind.Get), user => user["meta"] = JsonSerializer.SerializeToElement(new { version = "W/\"0\"" })),
        "A version was answered that never was");

    [Fact]
    public void Content_of_another_version() => AssertFound(
        Changed(Of(OperationKind.Get), user => user["displayName"] = JsonSerializer.SerializeToElement("else")),
        "The answer is not what the operations made of the user");

    [Fact]
    public void A_search_that_finds_another_name()
    {
        var found = run.Sent.First(one => one.Operation.Kind == OperationKind.Find && one.Users.Any());
        AssertFound(found with { Operation = found.Operation with { UserName = "else" } }, "A user of another name was found");
    }

    [Fact]
    public void A_wish_that_was_not_heard()
    {
        var deactivation = run.Sent.First(one =>
            one is { Operation.Kind: OperationKind.Deactivate, Status: HttpStatusCode.OK } && Writes(one) == 1);
        AssertFound(
            deactivation with { Operation = deactivation.Operation with { Active = true } }, "The user neither is active nor waits");
    }

    [Fact]
    public void An_older_state_than_before()
    {
        var first = Of(OperationKind.Create);
        var id = first.Users.Single().Id;
        var last = run.Sent.Where(one => one.Users.Any(user => user.Id == id)).MaxBy(one => one.Ended)!; // At least the first is.
        AssertFound(
            first with
            {
                Operation = first.Operation with { Number = 0, Kind = OperationKind.Get, Trace = "later", User = id },
                Status = HttpStatusCode.OK,
                Started = last.Ended + 1,
                Ended = last.Ended + 2,
            },
            "An older state was answered than before");
    }

    private static Sent Changed(Sent sent, Action<Dictionary<string, JsonElement>> change)
    {
        var user = sent.Body.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        change(user);
        return sent with { Body = JsonSerializer.SerializeToElement(user) };
    }

    /// <summary>The first acknowledged operation of a kind that was about a user who was changed afterwards.</summary>
    private Sent Of(OperationKind kind) => run.Sent.First(one =>
        one.Operation.Kind == kind
        && one.IsAcknowledged
        && run.Sent.Any(later => later.Started > one.Ended && Writes(later) == 1 && later.Operation.User == one.Users.Single().Id));

    private int Writes(Sent sent) => run.Rows.Count(row => row.GetString("CorrelationId") == sent.Operation.Trace);

    private void AssertFound(Sent damaged, string expected)
    {
        var sent = run.Sent.Where(one => one.Operation.Trace != damaged.Operation.Trace).Append(damaged).ToList();
        var faults = ChaosCheck.Faults(new StoredAccount(run.Rows), sent, SmallRun.Licences);
        Assert.Contains(faults, fault => fault.Contains(expected, StringComparison.Ordinal));
    }
}

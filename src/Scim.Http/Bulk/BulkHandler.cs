using Microsoft.AspNetCore.Http;
using Scim.Http.Answers;
using Scim.Http.Discovery;
using Scim.Http.Pipeline;
using Scim.Http.Recording;
using Scim.Http.Telemetry;
using Scim.Protocol.Bodies;
using Scim.Protocol.Bulk;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Users;

namespace Scim.Http.Bulk;

/// <summary>Several operations in one request (RFC 7644 §3.7). It needs one token of the meter and is charged one per operation.</summary>
public sealed class BulkHandler : IRequestHandler
{
    private readonly ScimPipeline _pipeline;
    private readonly UserService _users;
    private readonly RememberedAccounts _accounts;
    private readonly RequestGuard _guard;
    private readonly TimeProvider _time;

    internal BulkHandler(
        ScimPipeline pipeline, UserService users, RememberedAccounts accounts, RequestGuard guard, TimeProvider time) =>
        (_pipeline, _users, _accounts, _guard, _time) = (pipeline, users, accounts, guard, time);

    /// <summary>Runs the operations of a BulkRequest and tells what became of each that was tried, in the order of the request.</summary>
    public Task<IResult> RunAsync(HttpRequest request) =>
        _pipeline.RunChargedAsync(request, Operations.Bulk, Read, bulk => bulk.Operations.Count, RunAsync);

    private static BulkRequest Read(ReadOnlyMemory<byte> body, ReadingRules rules)
    {
        using var json = JsonBody.Parse(body);
        return BulkRequest.Parse(json.RootElement, rules, Offered.Features.BulkMaxOperations);
    }

    private async Task<IResult> RunAsync(ScimCall call, BulkRequest bulk)
    {
        await call.User.Admission;

        // Each operation has a deadline of its own; that of the request has done its work.
        call.Request.Deadline.Pause();
        var step = new BulkStep(call, _users, _accounts, _guard, _time, call.Request.ScimBase);
        var tried = await new BulkRun(bulk, step, _users, _time).RunAsync();
        call.Request.Notes.Refused = Refused(tried, call.Request.ScimBase);
        return ScimAnswers.Of(
            StatusCodes.Status200OK,
            body => BulkResponse.Write(body, tried.Select(operation => (operation.Operation, operation.Result))));
    }

    private static List<RefusedOperation> Refused(IReadOnlyList<TriedOperation> tried, string scimBase)
    {
        var refused = new List<RefusedOperation>();
        foreach (var (place, operation, result) in tried)
        {
            if (result.Error is { } error)
                refused.Add(RefusedOperation.Of(place, operation, error, scimBase));
        }
        return refused;
    }
}

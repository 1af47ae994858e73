using Microsoft.AspNetCore.Http;
using Scim.Http.Pipeline;
using Scim.Http.Users;
using Scim.Protocol.Bulk;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Http.Bulk;

/// <summary>
/// Carries out one operation of a Bulk as if it were a request of its own, with a storage deadline and settings of its own.
/// </summary>
internal sealed class BulkStep(
    ScimCall call, UserService users, RememberedAccounts accounts, RequestGuard guard, TimeProvider time, string scimBase)
{
    /// <summary>What became of the operation; a failure of its own is its result.</summary>
    /// <param name="operation">The operation, with ids in place of bulkIds.</param>
    /// <param name="idOf">The id to create a user under.</param>
    public async Task<BulkResult> RunAsync(BulkOperation operation, Func<string, UserId> idOf)
    {
        var aborted = call.Request.Http.HttpContext.RequestAborted;
        var target = BulkTarget.Parse(operation.Path, scimBase);
        using var deadline = new RequestDeadline(time, aborted);
        try
        {
            call.User.Computation.Steps.ThrowIfSpent();
            var user = call.User with { Computation = call.User.Computation.Under(deadline), Rules = RulesAsync(atLeast: 0) };
            try
            {
                return await ActAsync(user, operation, target, idOf, deadline.Token);
            }
            catch (NewerTypeException newer)
            {
                return await ActAsync(user with { Rules = RulesAsync(newer.Generation) }, operation, target, idOf, deadline.Token);
            }

            Task<ReadingRules> RulesAsync(int atLeast) =>
                accounts.RulesAsync(call.User.Account, atLeast, deadline.Token).AsTask();
        }
        catch (Exception fault) when (fault is not AccountGoneException && !aborted.IsCancellationRequested)
        {
            return BulkResult.Failed(guard.ErrorOf(fault, call.User.CorrelationId, deadline)) with { Location = LocationOf(target?.Id) };
        }
    }

    private async Task<BulkResult> ActAsync(
        CallContext user, BulkOperation operation, BulkTarget? target, Func<string, UserId> idOf, CancellationToken cancellationToken)
    {
        if (target is null)
            throw new ScimException(
                BulkTarget.NamesGroups(operation.Path, scimBase) ? ScimError.NoGroups() : ScimError.EndpointNotFound());
        var expectedVersion = Preconditions.Parse(operation.Version);
        switch (operation.Method, target.Id)
        {
            case ("POST", null) when operation.CreatedAs is { } bulkId:
                return Done(
                    StatusCodes.Status201Created, await users.CreateAsync(user, idOf(bulkId), operation.Data, cancellationToken));
            case ("POST", null):
                throw new ScimException(ScimError.InvalidSyntax("An operation with the method POST needs a bulkId."));
            case ("PUT", { } id):
                return Done(
                    StatusCodes.Status200OK, await users.ReplaceAsync(user, id, operation.Data, expectedVersion, cancellationToken));
            case ("PATCH", { } id):
                return Done(
                    StatusCodes.Status200OK, await users.PatchAsync(user, id, operation.Data, expectedVersion, cancellationToken));
            case ("DELETE", { } id):
                await users.DeleteAsync(user, id, expectedVersion, cancellationToken);
                return new BulkResult(StatusCodes.Status204NoContent) { Location = LocationOf(id) };
            case ("POST" or "PUT" or "PATCH" or "DELETE", var id):
                throw new ScimException(ScimError.MethodNotAllowed(id is null ? "POST" : "PUT, PATCH, DELETE"));
            default:
                throw new ScimException(ScimError.InvalidSyntax("method must be POST, PUT, PATCH or DELETE."));
        }
    }

    private BulkResult Done(int status, UserRecord user) =>
        new(status) { Location = LocationOf(user.Id.ToString()), Version = user.Version.ToETag() };

    private string? LocationOf(string? id) => id is null ? null : $"{scimBase}{UserType.Endpoint}/{id}";
}

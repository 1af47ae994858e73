using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Scim.Operations.Accounts;
using Scim.Operations.Reading;
using Scim.Protocol.Errors;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Operations.Users;

/// <summary>Gives free licences to users that wait for one.</summary>
public sealed class WaitingUsers(AccountOperations accounts, IUserStore users, UserService service) : IOperations
{
    private static readonly JsonElement Activation = JsonElement.Parse(
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"active","value":true}]}""");

    /// <summary>Counts who waits and the licences that are free; nothing is written.</summary>
    /// <exception cref="OperationRefusedException">The account is not in use.</exception>
    public async Task<ActivationPlan> PlanAsync(AccountId account, CancellationToken cancellationToken)
    {
        var row = await accounts.FindInUseAsync(account, cancellationToken);
        var waiting = await Refusals.ToldAsync(() => Waiting(account, cancellationToken).CountAsync(cancellationToken).AsTask());
        return new ActivationPlan(row, waiting);
    }

    /// <summary>Activates the oldest first, until no licence is free.</summary>
    /// <param name="by">Who does it.</param>
    /// <param name="plan">What was planned; who waits and what is free may have changed since.</param>
    /// <param name="cancellationToken">Breaks off between two users.</param>
    /// <returns>Each user that was activated or still waits; who is gone or waits no longer is left out.</returns>
    /// <exception cref="OperationRefusedException">The account is being deleted.</exception>
    public IAsyncEnumerable<WaitingUserOutcome> ActivateAsync(
        OperatorIdentity by, ActivationPlan plan, CancellationToken cancellationToken) =>
        ActivateAllAsync(by, plan.Account.Account, cancellationToken).Told(cancellationToken);

    private async IAsyncEnumerable<WaitingUserOutcome> ActivateAllAsync(
        OperatorIdentity by, AccountId account, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isOneLeft = false;
        var call = by.CallFor(account, await accounts.RulesAsync(account, cancellationToken));
        await foreach (var user in Waiting(account, cancellationToken))
        {
            if ((isOneLeft ? user : await ActivateAsync(call, user, cancellationToken)) is not { } after) continue;
            isOneLeft |= after.WaitingForLicence;
            yield return new WaitingUserOutcome(after, !after.WaitingForLicence);
        }
    }

    private IAsyncEnumerable<UserRecord> Waiting(AccountId account, CancellationToken cancellationToken) =>
        new UserPages(users).ReadWaitingAsync(account, cancellationToken);

    /// <summary>The user after the try; null if the user is gone or waits no longer for a reason of its own.</summary>
    private async Task<UserRecord?> ActivateAsync(CallContext call, UserRecord user, CancellationToken cancellationToken)
    {
        var account = call.Account;
        while (true)
        {
            try
            {
                // A user that somebody deactivates at the same time must stay so.
                return await service.PatchAsync(
                    call, user.Id.ToString(), Activation, new VersionCondition([user.Version.ToETag()]), cancellationToken);
            }
            catch (NewerTypeException newer)
            {
                var rules = await accounts.RulesAsync(account, cancellationToken, newer.Generation);
                if (rules.Type.Generation < newer.Generation)
                    throw new OperationRefusedException(
                        $"A user of '{account}' was written by schemas that the account does not know.", new Remedy.CheckStorage());
                call = call with { Rules = Task.FromResult(rules) };
            }
            catch (ScimException gone) when (gone.Error.Status == (int)HttpStatusCode.NotFound)
            {
                return null;
            }
            catch (ScimException changed) when (changed.Error.Status == (int)HttpStatusCode.PreconditionFailed)
            {
                var now = await users.FindAsync(account, user.Id, cancellationToken);
                if (now is not { WaitingForLicence: true }) return null;
                user = now;
            }
        }
    }
}

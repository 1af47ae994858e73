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
    /// <returns>
    /// Each user that was activated or still waits; who is gone or waits no longer is left out. One whose schemas are ahead is passed over.
    /// </returns>
    /// <exception cref="OperationRefusedException">The account is being deleted.</exception>
    public IAsyncEnumerable<WaitingUserOutcome> ActivateAsync(
        OperatorIdentity by, ActivationPlan plan, CancellationToken cancellationToken) =>
        ActivateAllAsync(by, plan.Account.Account, cancellationToken).Told(cancellationToken);

    private async IAsyncEnumerable<WaitingUserOutcome> ActivateAllAsync(
        OperatorIdentity by, AccountId account, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isNoneFree = false;
        var call = by.CallFor(account, await accounts.RulesAsync(account, cancellationToken));
        await foreach (var user in Waiting(account, cancellationToken))
        {
            var outcome = isNoneFree ? new WaitingUserOutcome(user) : await ActivateAsync(call, user, cancellationToken);
            if (outcome is null) continue;
            isNoneFree |= outcome is { IsActivated: false, HasSchemasAhead: false };
            yield return outcome;
        }
    }

    private IAsyncEnumerable<UserRecord> Waiting(AccountId account, CancellationToken cancellationToken) =>
        new UserPages(users).ReadWaitingAsync(account, cancellationToken);

    /// <summary>What became of the user; null if the user is gone or waits no longer for a reason of its own.</summary>
    private async Task<WaitingUserOutcome?> ActivateAsync(CallContext call, UserRecord user, CancellationToken cancellationToken)
    {
        var account = call.Account;
        while (true)
        {
            try
            {
                // A user that somebody deactivates at the same time must stay so.
                return new WaitingUserOutcome(await service.PatchAsync(
                    call, user.Id.ToString(), Activation, new VersionCondition([user.Version.ToETag()]), cancellationToken));
            }
            catch (NewerTypeException newer)
            {
                var rules = await accounts.RulesAsync(account, cancellationToken, newer.Generation);
                if (rules.Type.Generation < newer.Generation)
                    return new WaitingUserOutcome(user) { HasSchemasAhead = true };
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

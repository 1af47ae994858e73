using System.Net;
using System.Text.Json;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Users;

namespace Scim.Cli.Users;

/// <summary>Gives free licences to users that wait for one.</summary>
internal static class WaitingUsers
{
    private static readonly JsonElement Activation = JsonElement.Parse(
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"active","value":true}]}""");

    /// <summary>Activates the oldest first, until no licence is free.</summary>
    public static async Task<ActivationReport> ActivateAsync(Session session, AccountSnapshot account)
    {
        var waiting = await Waiting(session, account).CountAsync(session.Stop);
        if (waiting == 0) return new ActivationReport(0, 0);
        var free = account.LicencesOwned is { } owned ? Math.Max(0, owned - account.LicencesInUse) : waiting;
        if (free == 0) return new ActivationReport(0, waiting);
        session.Confirm($"{Math.Min(free, waiting)} of {waiting} waiting users will be activated.");

        var request = Operator.RequestFor(account.Account, await session.RulesAsync(account.Account));
        var (activated, left) = (0, 0);
        await foreach (var user in Waiting(session, account).WithCancellation(session.Stop))
        {
            var after = left > 0 ? user : await ActivateAsync(session, request, user);
            if (after is { WaitingForLicence: true }) left++;
            else if (after is not null) activated++;
        }
        return new ActivationReport(activated, left);
    }

    private static IAsyncEnumerable<UserRecord> Waiting(Session session, AccountSnapshot account) =>
        UserPages.ReadAsync(session, account.Account, UserType.Default, filter: null).Where(user => user.WaitingForLicence);

    /// <summary>The user after the try; null if the user is gone or waits no longer for a reason of its own.</summary>
    private static async Task<UserRecord?> ActivateAsync(Session session, CallContext request, UserRecord user)
    {
        while (true)
        {
            try
            {
                // A user that somebody deactivates at the same time must stay so.
                return await session.Get<UserService>().PatchAsync(
                    request, user.Id.ToString(), Activation, new VersionCondition([user.Version.ToETag()]), session.Stop);
            }
            catch (ScimException gone) when (gone.Error.Status == (int)HttpStatusCode.NotFound)
            {
                return null;
            }
            catch (ScimException changed) when (changed.Error.Status == (int)HttpStatusCode.PreconditionFailed)
            {
                var now = await session.Get<IUserStore>().FindAsync(request.Caller.Account, user.Id, session.Stop);
                if (now is not { WaitingForLicence: true }) return null;
                user = now;
            }
        }
    }
}

/// <summary>What came of it.</summary>
/// <param name="Activated">How many users got a licence.</param>
/// <param name="Waiting">How many still wait for one.</param>
internal sealed record ActivationReport(int Activated, int Waiting)
{
    public static IReadOnlyList<Column<ActivationReport>> Columns { get; } =
    [
        new("activated", report => report.Activated),
        new("stillWaiting", report => report.Waiting),
    ];
}

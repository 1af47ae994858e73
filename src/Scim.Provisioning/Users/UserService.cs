using System.Text.Json;
using Scim.Protocol.Errors;
using Scim.Protocol.Patching;
using Scim.Protocol.Resources;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>Provisions the users of the caller's account. Refusals are <see cref="ScimException"/>s.</summary>
/// <remarks>
/// Every method throws <see cref="StorageUnavailableException"/> when storage gives no definite answer in time, and
/// <see cref="AccountGoneException"/> when the account is being deleted; those that write, <see cref="ContentionException"/> when others
/// changed the same user or account every time. Those that read or change one user throw <see cref="NewerTypeException"/>, before anything
/// is written, when the rules of the request have become too old: it starts over with others.
/// </remarks>
public sealed class UserService
{
    private const int MostFound = 10;

    private readonly IUserStore _users;
    private readonly TimeProvider _time;
    private readonly RememberedUsers _remembered;
    private readonly UserEditor _editor;

    /// <param name="users">The users.</param>
    /// <param name="accounts">What is remembered of accounts.</param>
    /// <param name="commits">Who is told of writes that make events.</param>
    /// <param name="time">The clock.</param>
    public UserService(IUserStore users, RememberedAccounts accounts, CommitSignals commits, TimeProvider time)
    {
        (_users, _time, _remembered) = (users, time, new RememberedUsers(time));
        _editor = new UserEditor(users, _remembered, accounts, commits, time);
    }

    /// <summary>Creates a user (RFC 7644 §3.3). Without a free licence the user is created deactivated.</summary>
    public Task<UserRecord> CreateAsync(CallContext request, JsonElement body, CancellationToken cancellationToken) =>
        CreateAsync(request, NewId(), body, cancellationToken);

    /// <summary>Creates a user under an id that <see cref="NewId"/> gave, for others that refer to it before it is there.</summary>
    public async Task<UserRecord> CreateAsync(CallContext request, UserId id, JsonElement body, CancellationToken cancellationToken)
    {
        var rules = await request.Rules;
        var user = await request.Computation.RunAsync(steps => UserRules.Read(body, rules, steps), cancellationToken);
        return Existing(await _editor.ApplyAsync(request, id, new UserCreation(user), cancellationToken));
    }

    /// <summary>An id for a user that is to be created.</summary>
    public UserId NewId() => UserId.New(_time.GetUtcNow());

    /// <summary>The user of that id (RFC 7644 §3.4.1).</summary>
    public async Task<UserRecord> GetAsync(CallContext request, string id, CancellationToken cancellationToken)
    {
        var read = UserId.TryParse(id, out var known)
            ? _users.FindAsync(request.Account, known, cancellationToken)
            : Task.FromResult<UserRecord?>(null);
        var user = await request.AfterAdmissionAsync(read) ?? throw new ScimException(ScimError.ResourceNotFound(id));
        NewerTypeException.ThrowIfNewer(user, (await request.Rules).Type);
        _remembered.Note(request.Account, user);
        return user;
    }

    /// <summary>A page of users (RFC 7644 §3.4.2).</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="query">Which page.</param>
    /// <param name="cancellationToken">Ends every wait for storage until the page is disposed of.</param>
    public Task<OpenPage> ListAsync(CallContext request, UserQuery query, CancellationToken cancellationToken) =>
        request.AfterAdmissionAsync(_users.OpenAsync(
            request.Account, query with { Computation = request.Computation, Found = Noting(request, query) }, cancellationToken));

    /// <summary>Replaces a user (RFC 7644 §3.5.1).</summary>
    public async Task<UserRecord> ReplaceAsync(
        CallContext request, string id, JsonElement body, VersionCondition? expectedVersion, CancellationToken cancellationToken)
    {
        var known = Known(id);
        var rules = await request.Rules;
        var user = await request.Computation.RunAsync(steps => UserRules.ReadReplacement(body, rules, steps), cancellationToken);
        var edit = new UserReplacement(known, user, rules.Type, expectedVersion);
        return Existing(await _editor.ApplyAsync(request, known, edit, cancellationToken));
    }

    /// <summary>Patches a user (RFC 7644 §3.5.2). A patch that changes nothing leaves version and lastModified alone.</summary>
    public async Task<UserRecord> PatchAsync(
        CallContext request, string id, JsonElement body, VersionCondition? expectedVersion, CancellationToken cancellationToken)
    {
        var known = Known(id);
        var rules = await request.Rules;
        var patch = await request.Computation.RunAsync(steps => PatchRequest.Parse(body, rules, steps), cancellationToken);
        return Existing(await _editor.ApplyAsync(request, known, new UserPatch(known, patch, rules, expectedVersion), cancellationToken));
    }

    /// <summary>Deletes a user (RFC 7644 §3.6).</summary>
    public Task DeleteAsync(CallContext request, string id, VersionCondition? expectedVersion, CancellationToken cancellationToken)
    {
        var known = Known(id);
        return _editor.ApplyAsync(request, known, new UserDeletion(known, expectedVersion), cancellationToken);
    }

    /// <summary>Connectors change the users whom they looked for: the first that a filter finds are remembered.</summary>
    private Action<UserRecord> Noting(CallContext request, UserQuery query)
    {
        if (query.Filter is null)
            return query.Found;
        var found = 0;
        return user =>
        {
            if (found++ < MostFound)
                _remembered.Note(request.Account, user);
        };
    }

    private static UserId Known(string id) =>
        UserId.TryParse(id, out var known) ? known : throw new ScimException(ScimError.ResourceNotFound(id));

    private static UserRecord Existing(UserRecord? user) =>
        user ?? throw new InvalidOperationException("Only a deletion leaves no user.");
}

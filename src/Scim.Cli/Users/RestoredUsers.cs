using System.Text.Json;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Cli.Users;

/// <summary>
/// Users as they were exported, with their ids, times and waiting marks. They come into an account that is empty, or has only what an
/// earlier restoration of the same file brought.
/// </summary>
/// <param name="session">The run.</param>
/// <param name="account">The account.</param>
/// <param name="rules">How it reads requests.</param>
internal sealed class RestoredUsers(Session session, AccountSnapshot account, ReadingRules rules) : IImportKind
{
    private readonly Dictionary<UserId, (DateTimeOffset LastModified, bool Active)> _users = [];
    private readonly HashSet<UserId> _there = [];

    public bool IsIdempotent => false;

    public NewUser Read(UserFileLine line)
    {
        foreach (var member in line.Body.EnumerateObject().Where(member => member.Name.Contains(':', StringComparison.Ordinal)))
        {
            if (!rules.Type.Defines(member.Name))
                throw new ScimException(ScimError.InvalidValue(
                    $"The account has no schema {member.Name}. First: scim schema add --account {account.Account} FILE"));
        }
        var resource = UserRules.Read(line.Body, rules, StepBudget.Unbounded());
        var meta = Member(line.Body, "meta");
        var user = new NewUser
        {
            Number = line.Number,
            Id = UserId.TryParse(Text(line.Body, "id"), out var id) ? id : throw Wrong("id"),
            Resource = resource,
            Created = Instant(meta, "created"),
            LastModified = Instant(meta, "lastModified"),
            WaitingForLicence = Member(meta, UserReport.WaitingMember) switch
            {
                { ValueKind: JsonValueKind.True } when resource[UserResource.Active] is not true => true,
                { ValueKind: JsonValueKind.False } => false,
                _ => throw Wrong($"meta.{UserReport.WaitingMember}"),
            },
        };
        return user.LastModified >= user.Created ? user : throw Wrong("meta.lastModified");
    }

    public string? FaultOf(NewUser user) =>
        _users.TryAdd(user.Id, (user.LastModified.GetValueOrDefault(), user.Resource[UserResource.Active] is true))
            ? null
            : "The id stands in an earlier line already.";

    public async Task CheckAccountAsync()
    {
        await foreach (var user in UserPages.ReadAsync(session, account.Account, UserType.Default, filter: null).WithCancellation(session.Stop))
        {
            if (!_users.TryGetValue(user.Id, out var restored) || restored.LastModified != user.LastModified)
                throw new CliException(
                    $"The account '{account.Account}' has users that this file did not bring. Restore into an empty account.");
            _there.Add(user.Id);
        }
        var needed = _users.Count(user => user.Value.Active && !_there.Contains(user.Key));
        if (account.LicencesOwned is { } owned && needed > owned - account.LicencesInUse)
        {
            throw new CliException(
                $"The file has {needed} active users and the account {Math.Max(0, owned - account.LicencesInUse)} free licences. " +
                $"First: scim account set {account.Account} --licences {account.LicencesInUse + needed}");
        }
    }

    public bool IsThere(NewUser user) => _there.Contains(user.Id);

    // Storage holds no time before 1601; no user was created before SCIM.
    private static DateTimeOffset Instant(JsonElement meta, string member) =>
        Text(meta, member) is { } text && XsdDateTime.TryParse(text, out var instant) && instant >= DateTimeOffset.UnixEpoch
            ? instant
            : throw Wrong($"meta.{member}");

    private static string? Text(JsonElement body, string member) =>
        Member(body, member) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement Member(JsonElement body, string member) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(member, out var value) ? value : default;

    private static ScimException Wrong(string member) =>
        new(ScimError.InvalidValue($"{member} is not as an export writes it. Import without --restore to give new ids and times."));
}

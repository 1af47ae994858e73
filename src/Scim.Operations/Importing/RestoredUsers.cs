using System.Text.Json;
using Scim.Operations.Files;
using Scim.Operations.Reading;
using Scim.Protocol.Computing;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Operations.Importing;

/// <summary>
/// Users as they were exported, with their ids, times and waiting marks. They come into an account that is empty, or has only what an
/// earlier restoration of the same file brought.
/// </summary>
/// <param name="pages">The users that are there.</param>
/// <param name="account">The account.</param>
/// <param name="rules">How it reads requests.</param>
internal sealed class RestoredUsers(UserPages pages, AccountSnapshot account, ReadingRules rules) : IImportKind
{
    private readonly Dictionary<UserId, (DateTimeOffset LastModified, bool Active)> _users = [];
    private readonly HashSet<UserId> _there = [];

    public bool IsIdempotent => false;

    public NewUser Read(UserFileLine line)
    {
        FileSchemas.Check(line.Body, rules.Type, account.Account, mustFit: true);
        var resource = UserRules.ReadStored(line.Body, rules, StepBudget.Unbounded());
        var meta = Member(line.Body, "meta");
        var user = new NewUser
        {
            Number = line.Number,
            Id = UserId.TryParse(Text(line.Body, "id"), out var id) ? id : throw Wrong("id"),
            Resource = resource,
            Created = Instant(meta, "created"),
            LastModified = Instant(meta, "lastModified"),
            WaitingForLicence = Member(meta, ExportedUser.WaitingMember) switch
            {
                { ValueKind: JsonValueKind.True } when resource[UserResource.Active] is not true => true,
                { ValueKind: JsonValueKind.False } => false,
                _ => throw Wrong($"meta.{ExportedUser.WaitingMember}"),
            },
        };
        return user.LastModified >= user.Created ? user : throw Wrong("meta.lastModified");
    }

    public string? FaultOf(NewUser user) =>
        _users.TryAdd(user.Id, (user.LastModified.GetValueOrDefault(), user.Resource[UserResource.Active] is true))
            ? null
            : "The id stands in an earlier line already.";

    public async Task CheckAccountAsync(CancellationToken cancellationToken)
    {
        await foreach (var user in pages.ReadAsync(account.Account, UserType.Default, filter: null, cancellationToken))
        {
            if (!_users.TryGetValue(user.Id, out var restored) || restored.LastModified != user.LastModified)
                throw new OperationRefusedException(
                    $"The account '{account.Account}' has users that this file did not bring. Restore into an empty account.");
            _there.Add(user.Id);
        }
        var needed = _users.Count(user => user.Value.Active && !_there.Contains(user.Key));
        if (account.LicencesOwned is { } owned && needed > owned - account.LicencesInUse)
        {
            throw new OperationRefusedException(
                $"The file has {needed} active users and the account {account.FreeLicences} free licences.",
                new Remedy.AddLicences(account.Account, account.LicencesInUse + needed));
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

    private static OperationRefusedException Wrong(string member) =>
        new($"{member} is not as an export writes it.", new Remedy.ImportInstead());
}

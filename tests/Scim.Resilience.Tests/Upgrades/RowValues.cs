using System.Text;
using System.Text.Json;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Users;

namespace Scim.Resilience.Tests.Upgrades;

/// <summary>
/// All that the product reads from the rows of a file, by the names of this file, which stay when those of the product change. What is
/// read in an order is in that order.
/// </summary>
internal sealed class RowValues
{
    private readonly OlderService _service;
    private readonly AccountId _account = OlderService.Acme;

    private RowValues(OlderService service) => _service = service;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Reads them as JSON.</summary>
    public static async Task<string> ReadAsync(OlderService service)
    {
        var values = new RowValues(service);
        var all = new
        {
            Account = await values.AccountAsync(),
            Accounts = await values.AccountsAsync(),
            Schemas = await values.SchemasAsync(),
            Audit = await values.AuditAsync(),
            Requests = await values.RequestsAsync(),
            Traffic = await values.TrafficAsync(),
            Clients = await values.ClientsAsync(),
            Tokens = await values.TokensAsync(),
            Buckets = await values.BucketsAsync(),
            Streams = await values.StreamsAsync(),
            Users = await values.UsersAsync(), // Asks the service, too, which takes tokens of a bucket.
        };
        return JsonSerializer.Serialize(all, StoredRows.Readable) + "\n";
    }

    private async Task<object> AccountAsync()
    {
        var account = (await _service.Get<IAccountStore>().FindAsync(_account, Cancel))!; // It is in every file.
        return new
        {
            Name = account.Account.Value,
            account.LicencesOwned,
            account.LicencesInUse,
            account.Users,
            account.Turnover,
            Strictness = $"{account.Strictness}",
            Names = $"{account.Settings.Names}",
            Logging = $"{account.Settings.Logging}",
            Generation = account.Schemas.Number,
            GenerationFrom = account.Schemas.From,
            Streams = account.Streams.Select(
                stream => new { Id = $"{stream.Id}", Content = $"{stream.Content}", stream.IsPush, stream.From }),
        };
    }

    private Task<List<object>> AccountsAsync() => ListAsync(
        _service.Get<IAccountStore>().ListAsync(Cancel),
        found => new { Name = found.Account.Value, found.Created, State = $"{found.State}" });

    private async Task<IEnumerable<object>> SchemasAsync() => (await _service.Get<IAccountStore>().FindSchemasAsync(_account, Cancel))
        .Select(schema => new { schema.Definition.Id, schema.Since, schema.Until, schema.IsBuiltIn, Document = Json(schema.Document) });

    private async Task<List<object>> UsersAsync()
    {
        var users = new List<object>();
        foreach (var row in _service.RowsOf("Users", "user:"))
        {
            var id = Guid.ParseExact(row.Row["user:".Length..], "D");
            var user = (await _service.Get<IUserStore>().FindAsync(_account, new UserId(id), Cancel))!; // Its row is there.
            var answer = await _service.Scim.GetAsync($"/Users/{id}", Cancel);
            users.Add(new
            {
                Id = $"{user.Id}",
                user.Created,
                user.LastModified,
                Version = $"{user.Version}",
                user.WaitingForLicence,
                user.EmailIsDerived,
                user.Generation,
                Document = Json(user.Document),
                Unseen = Json(user.Unseen),
                Answer = JsonElement.Parse(answer.Body.GetRawText().Replace(_service.Scim.ScimBase, "BASE", StringComparison.Ordinal)),
            });
        }
        return users;
    }

    private Task<List<object>> AuditAsync() => ListAsync(
        _service.Get<IUserStore>().ReadAuditAsync(_account, Cancel),
        entry => new
        {
            entry.When,
            Write = $"{entry.WriteId}",
            Account = entry.Account.Value,
            Client = entry.Client.Value,
            Operation = $"{entry.Operation}",
            User = $"{entry.User}",
            entry.ChangedAttributes,
            PreviousVersion = entry.PreviousVersion?.ToString(),
            entry.ActiveAfter,
            entry.WaitingAfter,
            entry.LicencesInUseAfter,
            entry.UsersAfter,
            entry.CorrelationId,
        });

    private Task<List<object>> RequestsAsync() => ListAsync(
        _service.Get<IRequestLog>().ReadAsync(_account, after: null, since: null, Cancel),
        entry => new
        {
            entry.When,
            entry.Id,
            Account = entry.Account.Value,
            Client = entry.Client.Value,
            entry.Method,
            entry.Route,
            entry.Operation,
            User = entry.User?.ToString(),
            entry.Status,
            entry.Type,
            entry.Detail,
            entry.Attributes,
            Milliseconds = entry.Duration.TotalMilliseconds,
            entry.CorrelationId,
            entry.NameMark,
            entry.BulkPlace,
        });

    private Task<List<object>> TrafficAsync() => ListAsync(
        _service.Get<IRequestLog>().ReadTrafficAsync(_account, since: null, Cancel),
        counts => new
        {
            counts.Minute,
            Account = counts.Account.Value,
            Client = counts.Client.Value,
            counts.Instance,
            Answered = counts.Answered.Select(answered => $"{answered.Operation} {answered.StatusClass} {answered.Count}"),
            counts.Denied,
            Milliseconds = counts.Duration.TotalMilliseconds,
            LongestMilliseconds = counts.Longest.TotalMilliseconds,
            counts.Lost,
        });

    private Task<List<object>> ClientsAsync() => ListAsync(
        _service.Get<IClientStore>().ListAsync(Cancel).OrderBy(client => client.Id.Value, StringComparer.Ordinal),
        client => new
        {
            Id = client.Id.Value,
            Account = client.Account.Value,
            Secrets = client.Secrets.Select(
                secret => new { Hash = $"{secret.Hash}", secret.Created, secret.Expires, secret.LastUsed }),
            client.Trust,
            client.Scopes,
            client.RateLimit.PerSecond,
            client.RateLimit.Burst,
            FixedLifetime = client.Policy.FixedLifetime,
            client.TokenEra,
            client.EarlierTokensEnd,
            client.Connector,
            client.Disabled,
        });

    private Task<List<object>> TokensAsync() => ListAsync(
        _service.Get<ITokenStore>().ListAsync(Cancel).OrderBy(token => $"{token.Hash}", StringComparer.Ordinal),
        token => new
        {
            Hash = $"{token.Hash}",
            Account = token.Account.Value,
            Client = token.Client.Value,
            token.Scopes,
            token.Lifetime,
            token.IsFixed,
            token.Era,
            token.Expires,
            token.LastUsed,
            token.Revoked,
        });

    private Task<List<object>> BucketsAsync() => ListAsync(
        _service.Get<ITokenBucketStore>().ListAsync(Cancel),
        found => new { Caller = found.Caller.Value, found.Bucket.State.Tokens, found.Bucket.State.RefilledAt });

    private async Task<List<object>> StreamsAsync()
    {
        var (store, outbox) = (_service.Get<IStreamStore>(), _service.Get<IOutbox>());
        var streams = new List<object>();
        await foreach (var stream in store.ListAsync(_account, Cancel).OrderBy(stream => $"{stream.Id}", StringComparer.Ordinal))
        {
            var delivery = await store.FindDeliveryAsync(_account, stream.Id, Cancel);
            var events = await outbox.PagesAsync(_account, stream.Id, after: null, pageSize: 1_000, Cancel)
                .SelectMany(page => page.ToAsyncEnumerable()).ToListAsync(Cancel);
            streams.Add(new
            {
                Id = $"{stream.Id}",
                Account = stream.Account.Value,
                stream.Audience,
                stream.Endpoint,
                Content = $"{stream.Content}",
                Status = $"{stream.Status}",
                stream.Retention,
                stream.Algorithm,
                stream.AuthorizationSetting,
                stream.Created,
                stream.From,
                stream.Deleted,
                ReplayedTo = stream.ReplayedTo?.ToString(),
                Delivery = new
                {
                    delivery.Holder,
                    delivery.HeldUntil,
                    delivery.Failures,
                    delivery.NextTry,
                    delivery.LastDelivered,
                    delivery.LastError,
                    delivery.LastErrorAt,
                    delivery.Lost,
                },
                Acknowledged = AcknowledgedOf(stream.Id, events),
                Events = events.Select(Of),
            });
        }
        return streams;
    }

    /// <summary>The keys of the rows of events that are not handed out any more.</summary>
    private IEnumerable<string> AcknowledgedOf(StreamId stream, List<OutboxEvent> handedOut)
    {
        var begin = $"event:{stream}:";
        return _service.RowsOf("Users", begin).Where(row => row.Columns.ContainsKey("Kind"))
            .Select(row => row.Row[begin.Length..])
            .Where(key => !handedOut.Exists(told => key.TrimStart('-').Split(':')[0] == $"{told.Id.Write}"
                && key.Contains(':', StringComparison.Ordinal) == (told.Id.Number == EventId.Activity)));
    }

    private static object Of(OutboxEvent told) => new
    {
        Id = $"{told.Id}",
        Kind = $"{told.Kind}",
        told.When,
        User = told.User?.ToString(),
        told.ExternalId,
        Version = told.Version?.ToString(),
        Previous = told.Previous?.ToString(),
        told.Created,
        told.LastModified,
        told.IsFull,
        Content = Json(told.Content),
        told.SetAside,
    };

    /// <summary>Bytes as the JSON that they are; null for none.</summary>
    private static string? Json(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty ? null : Encoding.UTF8.GetString(bytes.Span);

    private static async Task<List<object>> ListAsync<T>(IAsyncEnumerable<T> found, Func<T, object> shown) =>
        await found.Select(shown).ToListAsync(Cancel);
}

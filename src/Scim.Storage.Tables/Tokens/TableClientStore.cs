using System.Runtime.CompilerServices;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Tokens;
using Scim.Storage.Tables.Connection;

namespace Scim.Storage.Tables.Tokens;

/// <summary>The registered OAuth clients. After a lost answer, a row that has what was to be written is taken as written.</summary>
internal sealed class TableClientStore(TableSet tables) : IClientStore
{
    public async Task<OAuthClient?> FindAsync(ClientId id, CancellationToken cancellationToken) =>
        await tables.Clients.FindAsync(id.Value, id.Value, cancellationToken) is { } row ? ClientRow.Read(row) : null;

    public async Task<bool> AddAsync(OAuthClient client, CancellationToken cancellationToken)
    {
        var answer = await tables.Clients.AddAsync(ClientRow.Write(client), cancellationToken);
        return answer.Accepted || (answer.AnswerLost && await FindWrittenAsync(client, cancellationToken) is not null);
    }

    public async Task<OAuthClient?> UpdateAsync(OAuthClient client, CancellationToken cancellationToken)
    {
        var answer = await tables.Clients.ReplaceAsync(ClientRow.Write(client), client.ETag, cancellationToken);
        if (answer.Accepted)
            return client with { ETag = answer.ETag };
        return answer.AnswerLost ? await FindWrittenAsync(client, cancellationToken) : null;
    }

    public Task NoteUseAsync(OAuthClient asRead, SecretHash secret, DateTimeOffset now, CancellationToken cancellationToken) =>
        tables.Clients.MergeAsync(ClientRow.Use(asRead, secret, now), asRead.ETag, cancellationToken);

    public async IAsyncEnumerable<OAuthClient> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in tables.Clients.RowsAsync(filter: null, cancellationToken))
            yield return ClientRow.Read(row);
    }

    private async Task<OAuthClient?> FindWrittenAsync(OAuthClient client, CancellationToken cancellationToken) =>
        await FindAsync(client.Id, cancellationToken) is { } found && ClientRow.Same(found, client) ? found : null;
}

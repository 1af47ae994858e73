using Scim.Protocol.Bulk;
using Scim.Protocol.Errors;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Http.Bulk;

/// <summary>
/// One Bulk: its operations in the order in which they were sent, but each after those to whose bulkId it refers. In a circle of
/// references the first gets its id before it is created (RFC 7644 §3.7.1).
/// </summary>
internal sealed class BulkRun(BulkRequest bulk, BulkStep step, UserService users, TimeProvider time)
{
    /// <summary>After a minute no other operation is begun.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(60);

    private readonly long _started = time.GetTimestamp();
    private readonly BulkResult?[] _results = new BulkResult?[bulk.Operations.Count];
    private readonly bool[] _begun = new bool[bulk.Operations.Count];
    private readonly Dictionary<string, UserId> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _creations = bulk.Operations
        .Index()
        .Where(entry => entry.Item.CreatedAs is not null)
        .ToDictionary(entry => entry.Item.CreatedAs!, entry => entry.Index, StringComparer.Ordinal); // Those without were left out.

    private bool IsStopped => _results.Count(result => result is { Error: not null }) >= (bulk.FailOnErrors ?? int.MaxValue);

    /// <summary>The operations that were tried, in the order in which they were sent.</summary>
    public async Task<IReadOnlyList<TriedOperation>> RunAsync()
    {
        for (var index = 0; index < bulk.Operations.Count; index++)
            await RunAsync(index);
        var tried = new List<TriedOperation>(_results.Length);
        foreach (var (index, result) in _results.Index())
        {
            if (result is not null)
                tried.Add(new TriedOperation(index + 1, bulk.Operations[index], result));
        }
        return tried;
    }

    private async Task RunAsync(int index)
    {
        if (_begun[index])
            return;
        _begun[index] = true;
        foreach (var bulkId in bulk.Operations[index].References)
        {
            if (_creations.TryGetValue(bulkId, out var creation))
                await RunAsync(creation);
        }
        if (!IsStopped)
            _results[index] = await ResultAsync(bulk.Operations[index]);
    }

    private async Task<BulkResult> ResultAsync(BulkOperation operation)
    {
        if (operation.References.Any(bulkId => !_creations.ContainsKey(bulkId)))
            return BulkResult.Failed(ScimError.UnknownBulkId());
        if (operation.References.Any(bulkId => _results[_creations[bulkId]] is { Error: not null }))
            return BulkResult.Failed(ScimError.FailedBulkId());
        if (time.GetElapsedTime(_started) >= MaxTime)
            return BulkResult.Failed(ScimError.NotTried());
        return await step.RunAsync(operation.Resolve(bulkId => IdOf(bulkId).ToString()), IdOf);
    }

    private UserId IdOf(string bulkId) => _ids.TryGetValue(bulkId, out var id) ? id : _ids[bulkId] = users.NewId();
}

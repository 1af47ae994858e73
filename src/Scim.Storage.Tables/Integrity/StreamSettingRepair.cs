using Azure.Data.Tables;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Storage.Tables.Events;

namespace Scim.Storage.Tables.Integrity;

/// <summary>
/// Compares what the account's row says of its streams with their own rows, and makes it say the same if so asked: a change of a stream
/// was broken off between the two.
/// </summary>
/// <remarks>What is younger than two minutes may be a change that is being made, and is left alone.</remarks>
internal sealed class StreamSettingRepair(IAccountStore accounts, IStreamStore streams, TimeProvider time, bool repair)
{
    private const int Tries = 4;

    private static readonly TimeSpan LeastAge = TimeSpan.FromMinutes(2);

    /// <summary>The streams of which the account's row says something else than their own.</summary>
    /// <param name="account">The account.</param>
    /// <param name="rows">The rows of its streams, read before the account's row is.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public async Task<IReadOnlyList<Finding>> CheckAsync(
        AccountId account, IReadOnlyList<TableEntity> rows, CancellationToken cancellationToken)
    {
        var kept = rows.Where(row => StreamRow.IdOf(row) is not null)
            .Select(row => new Kept(StreamRow.Read(row), row.Timestamp))
            .ToDictionary(one => one.Stream.Id);
        for (var tries = 0; ; tries++)
        {
            if (await accounts.FindAsync(account, cancellationToken) is not { } row)
                return [];
            var wrong = new List<StreamId>();
            foreach (var stream in Differing(row, kept.Values))
            {
                // What changed since its row was read, is being changed.
                var now = await streams.FindAsync(account, stream, cancellationToken);
                if (now?.ETag == kept.GetValueOrDefault(stream)?.Stream.ETag)
                    wrong.Add(stream);
            }
            if (wrong.Count == 0 || !repair)
                return Told(FindingState.Found);
            if (tries == Tries)
                return Told(FindingState.Unsettled);
            if (await RepairAsync(row, kept, wrong, cancellationToken) is { } tooMany)
                return Told(FindingState.Repaired, tooMany);

            IReadOnlyList<Finding> Told(FindingState state, params IReadOnlyCollection<StreamId> left) =>
            [
                .. wrong.Select(stream => new Finding(
                    account,
                    FindingKind.StreamSetting,
                    stream.ToString(),
                    User: null,
                    left.Contains(stream) ? FindingState.Found : state)),
            ];
        }
    }

    /// <summary>The streams of which the row says something else for so long that nobody is about to change it.</summary>
    private IEnumerable<StreamId> Differing(AccountSnapshot row, IEnumerable<Kept> kept)
    {
        var settled = time.GetUtcNow() - LeastAge;
        var said = row.Streams.ToDictionary(stream => stream.Id);
        foreach (var (stream, written) in kept)
        {
            said.Remove(stream.Id, out var setting);
            if (setting != stream.Setting && written < settled)
                yield return stream.Id;
        }
        foreach (var gone in said.Keys.Where(id => new WriteId(id.Uuid).Time < settled))
            yield return gone;
    }

    /// <summary>Those that are left as they are because the account has as many as it may; null if a row has changed meanwhile.</summary>
    private async Task<IReadOnlyCollection<StreamId>?> RepairAsync(
        AccountSnapshot row, Dictionary<StreamId, Kept> kept, List<StreamId> wrong, CancellationToken cancellationToken)
    {
        var settings = row.Streams.ToDictionary(stream => stream.Id);
        var tooMany = new List<StreamId>();
        // Those that go make room for those that come.
        foreach (var id in wrong.OrderBy(id => kept.GetValueOrDefault(id)?.Stream.Setting is not null).ThenBy(id => id.Uuid))
        {
            if (kept.GetValueOrDefault(id) is not { Stream.Setting: { } setting } one)
            {
                settings.Remove(id);
                continue;
            }
            if (!settings.ContainsKey(id))
            {
                if (settings.Count >= StreamSetting.Most)
                {
                    tooMany.Add(id);
                    continue;
                }
                // Changes since then made no events: it begins anew.
                var begun = one.Stream with { From = time.GetUtcNow() + StreamSetting.Notice, ReplayedTo = null };
                if (await streams.UpdateAsync(begun, cancellationToken) is not { Setting: { } later } written)
                    return null;
                kept[id] = one with { Stream = written };
                setting = later;
            }
            settings[id] = setting;
        }
        var changed = settings.Values.OrderBy(stream => stream.Id.Uuid).ToList();
        return await accounts.ChangeStreamsAsync(row, changed, cancellationToken) is null ? null : tooMany;
    }

    /// <param name="Stream">A stream as its row says.</param>
    /// <param name="Written">When the row was written as it was read first.</param>
    private sealed record Kept(StreamRecord Stream, DateTimeOffset? Written);
}

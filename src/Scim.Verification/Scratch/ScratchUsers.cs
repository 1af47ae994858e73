using System.Text.Json;
using Scim.Verification.Exchanges;

namespace Scim.Verification.Scratch;

/// <summary>
/// The users that the run has made, and the names of those that it may have made. Something is asked of an id, and it is removed, only if
/// the service has shown that its user has a name that the run sent: by the answer to its creation, by a read, or by a search.
/// </summary>
/// <param name="sender">Sends requests.</param>
/// <param name="names">The names of the run.</param>
internal sealed class ScratchUsers(ScimSender sender, ScratchNames names)
{
    /// <summary>As many as may be left at any time: then no more are made.</summary>
    public const int MostLeft = 10;

    private const int MostTries = 2;
    private const int LongestName = 200;

    private readonly Dictionary<string, int> _triesById = new(StringComparer.Ordinal);
    private readonly HashSet<string> _everMade = new(StringComparer.Ordinal);
    private readonly HashSet<string> _uncertain = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _renamed = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _nameless = new(StringComparer.Ordinal);
    private int _others;

    /// <summary>The ids of users that are there, and the names of those that may be.</summary>
    public IReadOnlyList<string> Left =>
    [
        .. _triesById.Keys,
        .. _uncertain,
        .. _renamed,
        .. _nameless.Select(id => $"{id} (without a userName)"),
    ];

    /// <summary>How many the service says it made that have another <c>userName</c> than was sent: they may be others.</summary>
    public int Others => _others;

    private int CountOfLeft => _triesById.Count + _uncertain.Count + _renamed.Count + _nameless.Count + _others;

    /// <summary>True if the run made the user with that id.</summary>
    public bool IsOwn(string? id) => id is not null && _everMade.Contains(id);

    /// <summary>True if a user in an answer is one of this run, by its id and its name as far as they are there.</summary>
    public bool IsOwn(JsonElement user)
    {
        var (id, name) = (JsonPointer.Find(user, "/id")?.ToString(), JsonPointer.Find(user, "/userName")?.ToString());
        return (id ?? name) is not null && (id is null || IsOwn(id)) && (name is null || names.WasSent(name));
    }

    /// <summary>True if a request asks something of users of this run and of nobody else.</summary>
    public bool MayAsk(SentRequest request) => ScratchTraces.IdsAskedBy(request).All(id => IsOwn(id) || names.IsOfNobody(id));

    /// <summary>Sends a request and notes the users that it makes or removes.</summary>
    /// <exception cref="NoReplyException">There was no answer. What it may have made is looked for at the end.</exception>
    public async Task<Reply> SendAsync(SentRequest request, CancellationToken stop)
    {
        names.NoteSent(request);
        var id = ScratchTraces.IdIn(request.PathAlone);
        IReadOnlyList<AskedUser> asked = id is not null && _triesById.ContainsKey(id) ? [] : ScratchTraces.AskedIn(request);

        // Whoever was not certain before does not become so by a refusal, which may be for that very user.
        var fresh = asked.Select(user => user.UserName).OfType<string>().Where(names.IsOwn).Where(_uncertain.Add)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var reply = await sender.SendAsync(request, stop);
        foreach (var trace in ScratchTraces.TracesIn(asked, reply)) await TakeAsync(trace, fresh, stop);
        if (request.Method == "DELETE" && reply.IsSuccess && id is not null) _triesById.Remove(id);
        return reply;
    }

    /// <summary>
    /// Removes the users whose ids are known, as far as that goes: one that could not be removed twice is not tried again before the end.
    /// To be called between checks.
    /// </summary>
    /// <returns>Why the service gave no answer, and the rest was not tried; null if it gave one each time.</returns>
    public Task<string?> RemoveKnownAsync(CancellationToken stop) => RemoveAsync(MostTries, goesOn: false, stop);

    /// <summary>True if so many users are left that no more are to be made. Those that only may be there are looked for before.</summary>
    public async Task<bool> AreTooManyAsync(CancellationToken stop)
    {
        if (CountOfLeft < MostLeft) return false;
        await SettleAsync(stop);
        await RemoveKnownAsync(stop);
        return CountOfLeft >= MostLeft;
    }

    /// <summary>
    /// Removes everything that the run has made or may have made, also what a service kept that said it was gone. What is still there then
    /// is in <see cref="Left"/>.
    /// </summary>
    public async Task RemoveAllAsync(CancellationToken stop)
    {
        await SettleAsync(stop);
        await TakeFoundAsync($"userName co \"{names.Run}\"", names.IsOwn, stop);
        for (var i = 0; i < MostTries && _triesById.Count > 0; i++) await RemoveAsync(MostTries + 1, goesOn: true, stop);
        await LookAgainAsync(stop);
    }

    private async Task<string?> RemoveAsync(int mostTries, bool goesOn, CancellationToken stop)
    {
        string? lost = null;
        foreach (var id in _triesById.Where(entry => entry.Value < mostTries).Select(entry => entry.Key).ToList())
        {
            _triesById[id]++;
            try
            {
                var reply = await sender.SendAsync(new SentRequest("DELETE", PathOf(id)), stop);
                if (reply is { IsSuccess: true } or { Status: 404 or 410 }) _triesById.Remove(id);
            }
            catch (NoReplyException none)
            {
                lost = none.Message;
                if (!goesOn) break;
            }
        }
        return lost;
    }

    /// <summary>Looks by name for those that may have been made.</summary>
    private async Task SettleAsync(CancellationToken stop)
    {
        foreach (var name in _uncertain.ToList())
        {
            if (await TakeFoundAsync($"userName eq \"{name}\"", found => ScratchNames.AreOne(found, name), stop)) _uncertain.Remove(name);
        }
    }

    /// <summary>Finds those that are still there, whatever was said to their deletion. What a search finds may be a little old.</summary>
    private async Task LookAgainAsync(CancellationToken stop)
    {
        await TakeFoundAsync($"userName co \"{names.Run}\"", names.IsOwn, stop);
        foreach (var id in _triesById.Keys.ToList())
        {
            if (await AskAsync(new SentRequest("GET", PathOf(id)), stop) is { Status: 404 or 410 }) _triesById.Remove(id);
        }
    }

    /// <summary>Notes what an answer says of a user that was asked for, if it is true.</summary>
    private async Task TakeAsync(CreationTrace trace, HashSet<string> fresh, CancellationToken stop)
    {
        var asked = trace.Asked.UserName;
        if (trace.Id is not { } id)
        {
            if (trace.IsRefused && asked is not null && fresh.Contains(asked)) _uncertain.Remove(asked);
            return;
        }
        var shown = trace.UserName;
        if (string.IsNullOrEmpty(shown))
        {
            // It may be anybody's until then.
            var reading = new SentRequest("GET", PathOf(id)) { InWords = "GET /Users/…" };
            if (await AskAsync(reading, stop) is not { IsSuccess: true } read) return;
            shown = read.Text("/id") == id && read.Text("/userName") is { Length: > 0 } name ? name : null;
        }
        if (asked is not null && names.WasSent(asked) && ScratchNames.AreOne(shown, asked)) Note(id);
        else if (shown is null && asked is null) _nameless.Add(id);
        else if (shown is null) return;
        else if (names.IsOwn(shown)) NoteRenamed(shown);
        else _others++;
        if (asked is not null) _uncertain.Remove(asked);
    }

    /// <summary>Notes what a search finds. A service that ignores the filter finds others, who are passed by.</summary>
    /// <returns>True if the search was done as it was asked: whoever it found was looked at, and is one of whom it asks for.</returns>
    private async Task<bool> TakeFoundAsync(string filter, Predicate<string?> isAsked, CancellationToken stop)
    {
        var found = await AskAsync(new SentRequest("GET", $"/Users?filter={Uri.EscapeDataString(filter)}"), stop);
        if (found is not { IsSuccess: true, Body.ValueKind: JsonValueKind.Object }) return false;
        var (users, seen, isAsAsked) = (found.Resources, new HashSet<string>(StringComparer.OrdinalIgnoreCase), true);
        foreach (var user in users)
        {
            var (name, id) = (Text(user, "/userName"), Text(user, "/id"));
            if (!isAsked(name) || !ScratchTraces.IsId(id)) isAsAsked = false;
            else if (!names.WasSent(name)) NoteRenamed(name!); // Whom it asks for has a name,
            else if (seen.Add(name!)) Note(id!); // and an id; and a name is that of one user.
            else isAsAsked = false;
        }
        var total = found.Number("/totalResults");
        var isWhole = total is null ? found.At("/Resources") is not null && found.At("/nextCursor") is null : total == users.Count;
        return isAsAsked && isWhole;
    }

    /// <summary>Asks what may be asked again later; null if there is no answer.</summary>
    private async Task<Reply?> AskAsync(SentRequest request, CancellationToken stop)
    {
        try
        {
            return await sender.SendAsync(request, stop);
        }
        catch (NoReplyException)
        {
            return null;
        }
    }

    private void Note(string id)
    {
        _triesById.TryAdd(id, 0);
        _everMade.Add(id);
    }

    private void NoteRenamed(string name)
    {
        if (_renamed.Count < MostLeft) _renamed.Add(name.Length > LongestName ? $"{name[..LongestName]}…" : name);
    }

    private static string? Text(JsonElement user, string pointer) =>
        JsonPointer.Find(user, pointer) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string PathOf(string id) => $"/Users/{Uri.EscapeDataString(id)}";
}

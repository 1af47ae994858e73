using System.Text.Json;
using Scim.Verification.Exchanges;

namespace Scim.Verification.Scratch;

/// <summary>
/// The users that the run has made, and the names of those that it may have made. It removes what is its own and nothing else: each user
/// that is removed has an id that the service gave to a creation of this run, or was found with a name of this run.
/// </summary>
/// <param name="sender">Sends requests.</param>
/// <param name="names">The names of the run.</param>
internal sealed class ScratchUsers(ScimSender sender, ScratchNames names)
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _uncertain = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _everMade = new(StringComparer.Ordinal);

    /// <summary>The ids of users that are there, and the names of those that may be.</summary>
    public IReadOnlyList<string> Left => [.. _ids, .. _uncertain];

    /// <summary>True if the run made the user with that id.</summary>
    public bool IsOwn(string? id) => id is not null && _everMade.Contains(id);

    /// <summary>Sends a request and notes the users that it makes or removes.</summary>
    /// <exception cref="NoReplyException">There was no answer. What it may have made is looked for at the end.</exception>
    public async Task<Reply> SendAsync(SentRequest request, CancellationToken stop)
    {
        var named = ScratchTraces.NamesIn(request).Where(names.IsOwn).ToList();
        _uncertain.UnionWith(named);
        var reply = await sender.SendAsync(request, stop);
        var made = ScratchTraces.IdsIn(reply).ToList();
        foreach (var id in made) Note(id);
        if (named.Count == 1 && (made.Count == 1 || reply.Status is >= 400 and < 500)) _uncertain.ExceptWith(named);
        if (request.Method == "DELETE" && reply.IsSuccess) _ids.Remove(IdOf(request.PathAlone));
        return reply;
    }

    /// <summary>Removes the users whose ids are known, as far as that goes. To be called between checks.</summary>
    public async Task RemoveKnownAsync(CancellationToken stop)
    {
        foreach (var id in _ids.ToList())
        {
            var reply = await AskAsync(new SentRequest("DELETE", PathOf(id)), stop);
            if (reply is { IsSuccess: true } or { Status: 404 or 410 }) _ids.Remove(id);
        }
    }

    /// <summary>
    /// Removes everything that the run has made or may have made, also what a service kept that said it was gone. What is still there then
    /// is in <see cref="Left"/>.
    /// </summary>
    public async Task RemoveAllAsync(CancellationToken stop)
    {
        foreach (var name in _uncertain.ToList())
        {
            if (await TakeFoundAsync($"userName eq \"{name}\"", stop)) _uncertain.Remove(name);
        }
        await TakeFoundAsync($"userName co \"{names.Run}\"", stop);
        await RemoveKnownAsync(stop);
        if (_ids.Count > 0) await RemoveKnownAsync(stop);
        await LookAgainAsync(stop);
    }

    /// <summary>Finds those that are still there, whatever was said to their deletion. What a search finds may be a little old.</summary>
    private async Task LookAgainAsync(CancellationToken stop)
    {
        await TakeFoundAsync($"userName co \"{names.Run}\"", stop);
        foreach (var id in _ids.ToList())
        {
            if (await AskAsync(new SentRequest("GET", PathOf(id)), stop) is { Status: 404 or 410 }) _ids.Remove(id);
        }
    }

    /// <summary>Notes what a search finds. A service that ignores the filter finds others, who are passed by.</summary>
    private async Task<bool> TakeFoundAsync(string filter, CancellationToken stop)
    {
        var found = await AskAsync(new SentRequest("GET", $"/Users?filter={Uri.EscapeDataString(filter)}"), stop);
        foreach (var user in (found?.Resources ?? []).Where(user => names.IsOwn(Text(user, "/userName"))))
        {
            if (Text(user, "/id") is { } id && ScratchTraces.IsId(id)) Note(id);
        }
        return found is { IsSuccess: true, Body.ValueKind: JsonValueKind.Object };
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
        _ids.Add(id);
        _everMade.Add(id);
    }

    private static string? Text(JsonElement user, string pointer) =>
        JsonPointer.Find(user, pointer) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string PathOf(string id) => $"/Users/{Uri.EscapeDataString(id)}";

    private static string IdOf(string path) => Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
}

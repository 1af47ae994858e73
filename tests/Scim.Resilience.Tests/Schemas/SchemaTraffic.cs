using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Protocol.Schemas;
using Scim.Resilience.Tests.Chaos.Operations;
using Scim.Testing;

namespace Scim.Resilience.Tests.Schemas;

/// <summary>Rounds of requests to all hosts, and what was wrong with their answers.</summary>
internal sealed class SchemaTraffic(SchemaHosts hosts, int seed, CancellationToken cancellationToken)
{
    private const int LeastUsers = 8;
    private const int NewUsers = 1;

    private readonly List<ToldUser> _users = [];
    private readonly ConcurrentQueue<string> _faults = new();
    private int _drawn;
    private int _sent;
    private int _values;

    /// <summary>What was wrong so far.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>How many requests were sent.</summary>
    public int Sent => _sent;

    /// <summary>Sends requests of all kinds, and lets the clocks go on while they are under way.</summary>
    /// <param name="still">A host whose requests leave the account's row alone, so that its settings grow old; null for none.</param>
    /// <param name="during">The time that comes meanwhile.</param>
    public async Task RoundAsync(int? still, TimeSpan during)
    {
        var added = new ConcurrentQueue<ToldUser>();
        var work = new List<Task>();
        foreach (var user in _users.ToList())
            work.AddRange(Change(user, Dice(), still));
        for (var number = 0; number < NewUsers || _users.Count + number < LeastUsers; number++)
            work.Add(CreateAsync(Host(Dice(), still), Dice(), added));
        for (var host = 0; host < SchemaHosts.Count; host++)
            work.Add(ListAsync(host));
        hosts.MoveTo(during);
        await Task.WhenAll(work);
        hosts.Settle();
        _users.AddRange(added);
    }

    /// <summary>
    /// Compares what every host lists, and what one tells of each user alone, with what was told, while nothing is under way.
    /// </summary>
    public async Task CheckAsync()
    {
        for (var host = 0; host < SchemaHosts.Count; host++)
        {
            var states = hosts.StatesAt(host);
            var list = await ListAsync(host);
            var shown = list.ToDictionary(user => user.GetProperty("id").GetString()!); // The service gives every user one.
            if (!shown.Keys.ToHashSet().SetEquals(_users.Select(user => user.Id)))
                Fault(host, $"{list.Count} users are listed and not the {_users.Count} that there are");
            foreach (var user in _users.Where(user => shown.ContainsKey(user.Id)))
                Check(host, user, shown[user.Id], states);
        }
        await Task.WhenAll(_users.Select(async user =>
        {
            var host = Dice().Next(SchemaHosts.Count);
            var read = await SendAsync(host, HttpMethod.Get, user.Path, null);
            if (Expect(host, "GET", read, HttpStatusCode.OK))
                Check(host, user, read.Body, hosts.StatesAt(host));
        }));
    }

    private void Check(int host, ToldUser user, JsonElement shown, IReadOnlyList<SchemasInForce> states)
    {
        var faults = states.Select(state => user.FaultsOf(shown, state).ToList()).MinBy(found => found.Count)!; // There is a state.
        faults.ForEach(fault => Fault(host, fault));
        if (states.Count == 1 && faults.Count == 0)
            user.Settle(shown, states[0]);
    }

    private IEnumerable<Task> Change(ToldUser user, ChaosDice dice, int? still)
    {
        var host = dice.Next(SchemaHosts.Count);
        yield return ReadAsync(dice.Next(SchemaHosts.Count), user);
        switch (dice.Next(10))
        {
            case 0 when _users.Count > LeastUsers && host != still:
                _users.Remove(user);
                yield return DeleteAsync(host, user);
                break;
            case 0 or 1 or 2:
                yield return ReplaceAsync(host, user, dice);
                break;
            case 3 or 4:
                yield return PatchInBulkAsync(host, user, dice);
                break;
            default:
                // Each host another attribute at once.
                var first = dice.Next(Slot.All.Count);
                for (var other = 0; other < SchemaHosts.Count; other++)
                    yield return PatchAsync(other, user, Slot.All[(first + other) % Slot.All.Count], withPath: dice.Chance(50));
                break;
        }
    }

    private async Task ReadAsync(int host, ToldUser user)
    {
        var answer = await SendAsync(host, HttpMethod.Get, user.Path, null);
        if (answer.Status == HttpStatusCode.OK)
            CheckShown(host, answer.Body);
        else if (answer.Status != HttpStatusCode.NotFound)
            Fault(host, $"GET: {answer.Status} {answer.Body}");
    }

    private async Task<List<JsonElement>> ListAsync(int host)
    {
        var answer = await SendAsync(host, HttpMethod.Get, "/Users?count=1000", null);
        if (answer.Status != HttpStatusCode.OK)
        {
            Fault(host, $"list: {answer.Status} {answer.Body}");
            return [];
        }
        List<JsonElement> users = [.. answer.Body.GetProperty("Resources").EnumerateArray()];
        users.ForEach(user => CheckShown(host, user));
        return users;
    }

    private async Task CreateAsync(int host, ChaosDice dice, ConcurrentQueue<ToldUser> added)
    {
        var (values, name) = (Values(host, dice), $"user{Interlocked.Increment(ref _values)}");
        var answer = await SendAsync(host, HttpMethod.Post, "/Users", Slot.Body(name, values));
        if (Expect(host, "POST", answer, HttpStatusCode.Created))
        {
            var user = new ToldUser(answer.Text("id")!, name); // The service gives every user one.
            Tell(host, user, values, answer.Body);
            added.Enqueue(user);
        }
    }

    private async Task ReplaceAsync(int host, ToldUser user, ChaosDice dice)
    {
        var values = Values(host, dice);
        var answer = await SendAsync(host, HttpMethod.Put, user.Path, Slot.Body(user.UserName, values));
        if (!Expect(host, "PUT", answer, HttpStatusCode.OK))
            return;
        Tell(host, user, values, answer.Body);
        foreach (var slot in Slot.All.Where(slot => !values.ContainsKey(slot)))
            Perhaps(host, user, slot, value: null);
    }

    private async Task PatchAsync(int host, ToldUser user, Slot slot, bool withPath)
    {
        if (slot.Urn == Slot.Badge && slot.Attribute == "code" && slot != BadgeCode(host))
            return;
        var values = new Dictionary<Slot, string> { [slot] = slot.Value(Interlocked.Increment(ref _values)) };
        var operation = new JsonObject { ["op"] = "add", ["value"] = withPath ? JsonNode.Parse(values[slot]) : Slot.Values(values) };
        if (withPath)
            operation["path"] = slot.Path;
        var answer = await SendAsync(host, HttpMethod.Patch, user.Path, new JsonObject { ["Operations"] = new JsonArray(operation) });
        if (answer.Status == HttpStatusCode.OK)
            Tell(host, user, values, answer.Body);
        else if (answer.Status != HttpStatusCode.BadRequest || hosts.StatesAt(host).All(state => state.Shows(slot)))
            Fault(host, $"PATCH of {slot.Path}: {answer.Status} {answer.Body}");
    }

    private async Task PatchInBulkAsync(int host, ToldUser user, ChaosDice dice)
    {
        var values = Values(host, dice);
        var answer = await SendAsync(host, HttpMethod.Post, "/Bulk", new JsonObject
        {
            ["schemas"] = new JsonArray(SchemaUris.BulkRequest),
            ["Operations"] = new JsonArray(new JsonObject
            {
                ["method"] = "PATCH",
                ["path"] = user.Path,
                ["data"] = new JsonObject
                {
                    ["Operations"] = new JsonArray(new JsonObject { ["op"] = "add", ["value"] = Slot.Values(values) }),
                },
            }),
        });
        if (!Expect(host, "Bulk", answer, HttpStatusCode.OK))
            return;
        var status = answer.Body.GetProperty("Operations")[0].GetProperty("status").GetString();
        if (status != "200")
        {
            Fault(host, $"PATCH in a Bulk: {answer.Body}");
            return;
        }
        foreach (var (slot, value) in values)
            Perhaps(host, user, slot, value);
    }

    private async Task DeleteAsync(int host, ToldUser user) =>
        Expect(host, "DELETE", await SendAsync(host, HttpMethod.Delete, user.Path, null), HttpStatusCode.NoContent);

    /// <summary>Notes the values that an answer shows, and that those which it should show are there.</summary>
    private void Tell(int host, ToldUser user, Dictionary<Slot, string> values, JsonElement answer)
    {
        CheckShown(host, answer);
        var shown = Slot.Read(answer);
        foreach (var (slot, value) in values)
        {
            if (shown.TryGetValue(slot, out var told) && told == value)
                user.Told(slot, value);
            else if (hosts.StatesAt(host).All(state => state.Shows(slot)))
                Fault(host, $"{user.UserName} was written with {slot.Path} and does not show it");
        }
    }

    /// <summary>Notes a value that a host has stored if its schemas have the attribute.</summary>
    private void Perhaps(int host, ToldUser user, Slot slot, string? value)
    {
        var states = hosts.StatesAt(host);
        if (states.All(state => state.Shows(slot)))
            user.Told(slot, value);
        else if (states.Any(state => state.Shows(slot)))
            user.Perhaps(slot, value);
    }

    private void CheckShown(int host, JsonElement user)
    {
        var shown = Slot.Read(user).Keys.ToList();
        if (!hosts.StatesAt(host).Any(state => shown.TrueForAll(state.Shows)))
            Fault(host, $"shows {string.Join(", ", shown.Select(slot => slot.Path))}");
    }

    private bool Expect(int host, string request, ScimAnswer answer, HttpStatusCode status)
    {
        if (answer.Status != status)
            Fault(host, $"{request}: {answer.Status} {answer.Body}");
        return answer.Status == status;
    }

    private void Fault(int host, string fault) =>
        _faults.Enqueue($"{hosts.Time.TotalSeconds:F1} s, host {host}, by {string.Join(" or ", hosts.StatesAt(host))}: {fault}");

    private Task<ScimAnswer> SendAsync(int host, HttpMethod method, string path, JsonObject? body)
    {
        Interlocked.Increment(ref _sent);
        return hosts.Clients[host].SendAsync(method, path, body?.ToJsonString(), cancellationToken);
    }

    private ChaosDice Dice() => new(seed, Interlocked.Increment(ref _drawn));

    private static int Host(ChaosDice dice, int? still)
    {
        var host = dice.Next(SchemaHosts.Count);
        return host == still ? (host + 1) % SchemaHosts.Count : host;
    }

    /// <summary>Values of about half of all attributes, of the kinds that a host takes.</summary>
    private Dictionary<Slot, string> Values(int host, ChaosDice dice) => Slot.All
        .Where(slot => slot.Urn != Slot.Badge || slot.Attribute != "code" || slot == BadgeCode(host))
        .Where(slot => slot == Slot.Title || dice.Chance(60))
        .ToDictionary(slot => slot, slot => slot.Value(Interlocked.Increment(ref _values)));

    /// <summary>
    /// One of the two that share a name: the one that the account may have by a host, or else is about to have. While one host still has
    /// one of them the other may be about to come; a value of the wrong kind is refused, or a number taken as text.
    /// </summary>
    private Slot BadgeCode(int host) => BadgeAt(host) ?? hosts.Last.Badge ?? BadgeAnywhere() ?? Slot.BadgeText;

    private Slot? BadgeAnywhere() => Enumerable.Range(0, SchemaHosts.Count).Select(BadgeAt).FirstOrDefault(badge => badge is not null);

    private Slot? BadgeAt(int host) => hosts.StatesAt(host).FirstOrDefault(state => state.Badge is not null)?.Badge;
}

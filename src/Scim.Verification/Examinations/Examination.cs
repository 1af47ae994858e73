using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Verification.Exchanges;
using Scim.Verification.Reports;
using Scim.Verification.Scratch;

namespace Scim.Verification.Examinations;

/// <summary>One check at work: it asks the service and notes what does not hold.</summary>
/// <param name="baseUrl">The base URL of the service, without a slash at its end.</param>
/// <param name="users">The users of the run.</param>
/// <param name="names">Their names.</param>
/// <param name="claims">What the service says of itself.</param>
/// <param name="time">The clock.</param>
/// <param name="stop">Ends it.</param>
internal sealed class Examination(
    string baseUrl, ScratchUsers users, ScratchNames names, ServiceClaims claims, TimeProvider time, CancellationToken stop)
{
    // A list that is wrong may have any users any number of times.
    private const int MostNamed = 20;

    private static readonly string[] Discovery = ["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"];

    private readonly List<Shortcoming> _found = [];

    /// <summary>The base URL of the service, without a slash at its end.</summary>
    public string BaseUrl => baseUrl;

    /// <summary>Names that nobody has.</summary>
    public ScratchNames Names => names;

    /// <summary>What the service says of itself.</summary>
    public ServiceClaims Claims => claims;

    /// <summary>What does not hold, at most <see cref="ExaminedCheck.Most"/>.</summary>
    public IReadOnlyList<Shortcoming> Found => _found;

    /// <summary>How many shortcomings there are besides those in <see cref="Found"/>.</summary>
    public int More { get; private set; }

    /// <summary>The last request, as it is told of.</summary>
    public string LastRequest { get; private set; } = "";

    /// <summary>Sends a request.</summary>
    /// <exception cref="ExaminationEndedException">
    /// It asks something of a user that the service has not shown to be of this run. It was not sent, which is noted.
    /// </exception>
    public Task<Reply> SendAsync(SentRequest request)
    {
        if (!users.MayAsk(request))
        {
            Add(new Shortcoming(LastRequest, "an id, and the userName that was sent", "others, of which nothing is asked"));
            throw new ExaminationEndedException(null);
        }
        LastRequest = request.InWords;
        return users.SendAsync(request, stop);
    }

    /// <summary>Waits.</summary>
    public Task PauseAsync(TimeSpan length) => Task.Delay(length, time, stop);

    /// <summary>Sends a request with a body or none.</summary>
    public Task<Reply> SendAsync(string method, string path, string? body = null) => SendAsync(new SentRequest(method, path, body));

    /// <summary>Reads.</summary>
    public Task<Reply> GetAsync(string path) => SendAsync("GET", path);

    /// <summary>The users of this run that a filter finds.</summary>
    public Task<Reply> FindAsync(string filter, string more = "") => GetAsync($"/Users?filter={Uri.EscapeDataString(filter)}{more}");

    /// <summary>Asks to make a user.</summary>
    public Task<Reply> PostAsync(JsonObject user) => SendAsync("POST", "/Users", user.ToJsonString());

    /// <summary>Makes a user that the check needs.</summary>
    /// <param name="more">Attributes besides name and <c>userName</c>, as a JSON object.</param>
    /// <exception cref="ExaminationEndedException">It was not made, which is noted.</exception>
    public Task<ScratchUser> CreateAsync(string more = "{}") => CreateAsync(names.NewUserName(), more);

    /// <summary>Makes a user with a name that the check needs.</summary>
    /// <param name="userName">Its name, which holds the random part of the run.</param>
    /// <param name="more">Attributes besides, as a JSON object.</param>
    /// <exception cref="ExaminationEndedException">It was not made, which is noted.</exception>
    public async Task<ScratchUser> CreateAsync(string userName, string more)
    {
        var reply = await PostAsync(ScratchDocument.Of(userName, more));
        if (reply.IsSuccess && reply.Text("/id") is { } id && users.IsOwn(id)) return new ScratchUser(id, userName, reply);
        Note(reply, "201 with an id and the userName that was sent", reply.IsSuccess ? $"{reply.Status} with others" : reply.InWords);
        throw new ExaminationEndedException(null);
    }

    /// <summary>Changes a user by PATCH, and reads what is stored then. An answer that shows another user is noted.</summary>
    /// <exception cref="ExaminationEndedException">It was refused, which is noted.</exception>
    public async Task<Reply> ChangeAsync(ScratchUser user, string operations)
    {
        var changed = await PatchAsync(user, operations);
        if (!Status(changed, 200, 204)) throw new ExaminationEndedException(null);
        var read = await GetAsync(user.Path);
        if (changed.Status == 200 && changed.HasContent && !JsonElement.DeepEquals(changed.Body, read.Body))
            Note(changed, "the user as it is read afterwards", "another");
        return read;
    }

    /// <summary>Sends a PATCH.</summary>
    public Task<Reply> PatchAsync(ScratchUser user, string operations) =>
        SendAsync("PATCH", user.Path, ScratchDocument.Patch(operations));

    /// <summary>Notes an answer whose status is none of these.</summary>
    /// <returns>True if it is one of them.</returns>
    public bool Status(Reply reply, params int[] expected)
    {
        if (expected.Contains(reply.Status)) return true;
        Note(reply, string.Join(" or ", expected), reply.InWords);
        return false;
    }

    /// <summary>Notes an answer that is not this error. Its form is a rule for every answer.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="status">The status.</param>
    /// <param name="keywords">The <c>scimType</c>, one of these; none if any will do.</param>
    public void Error(Reply reply, int status, params string[] keywords)
    {
        if (reply.Status != status || (keywords.Length > 0 && !keywords.Contains(reply.Text("/scimType"))))
            Note(reply, $"{status} {string.Join(" or ", keywords)}".TrimEnd(), reply.InWords);
    }

    /// <summary>Notes an answer that does not have a value, written as JSON, at a pointer.</summary>
    public void Value(Reply reply, string pointer, string expected)
    {
        var found = reply.At(pointer);
        foreach (var (wanted, came) in new JsonDifferences("*", inOrder: false, Shows(reply)).Of(
            JsonElement.Parse(expected), found ?? default, pointer))
            Note(reply, wanted, came);
    }

    /// <summary>Notes an answer that has something at a pointer.</summary>
    public void Nothing(Reply reply, string pointer)
    {
        if (reply.At(pointer) is { } found) Note(reply, $"no {pointer}", Shows(reply) ? JsonDifferences.InWords(found) : "one");
    }

    /// <summary>Notes what does not hold.</summary>
    public void Expect(bool holds, Reply reply, string expected, string came)
    {
        if (!holds) Note(reply, expected, came);
    }

    /// <summary>Notes what does not hold.</summary>
    public void Note(Reply reply, string expected, string came) => Add(new Shortcoming(reply.Request.InWords, expected, came));

    /// <summary>Notes an answer with something in it that the check cannot go on with.</summary>
    public void NoteOdd() => Add(new Shortcoming(LastRequest, "an answer that the check can go on with", "another"));

    /// <summary>Notes a list that has not exactly these users.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="expected">The users, in order if <paramref name="inOrder"/>.</param>
    /// <param name="inOrder">True if the order counts.</param>
    /// <param name="question">What was asked, if the request does not say it well.</param>
    public void Users(Reply reply, IReadOnlyList<ScratchUser> expected, bool inOrder = false, string? question = null)
    {
        if (!Status(reply, 200)) return;
        var ids = reply.Resources.Select(user => JsonPointer.Find(user, "/id")?.ToString() ?? "").ToList();
        var wanted = expected.Select(user => user.Id).ToList();
        if (inOrder ? ids.SequenceEqual(wanted) : ids.Count == wanted.Count && ids.ToHashSet().SetEquals(wanted)) return;
        var others = ids.Count(id => !users.IsOwn(id));
        var own = $"[{string.Join(", ", ids.Where(users.IsOwn).Take(MostNamed).Select(id => Called(id, expected)))}]";
        Add(new Shortcoming(
            question ?? reply.Request.InWords,
            $"{(inOrder ? "in order " : "")}[{string.Join(", ", expected.Select(user => user.UserName))}]",
            others == 0 ? own : $"{own} and {others} that are not of this run"));
    }

    /// <summary>Ends the check, which is skipped unless it has found something.</summary>
    public static void Skip(string reason) => throw new ExaminationEndedException(reason);

    /// <summary>
    /// True if an answer may be shown: each user in it is known to be of this run by its id or its name, or it is what the service says of
    /// itself.
    /// </summary>
    public bool Shows(Reply reply) =>
        reply.At("/Resources") is { ValueKind: JsonValueKind.Array } ? reply.Resources.All(users.IsOwn)
        : users.IsOwn(reply.Body) || (IsOfDiscovery(reply.Request) && reply.At("/userName") is null);

    private void Add(Shortcoming shortcoming)
    {
        stop.ThrowIfCancellationRequested();
        if (_found.Count < ExaminedCheck.Most) _found.Add(shortcoming);
        else More++;
    }

    private static bool IsOfDiscovery(SentRequest request) =>
        Discovery.Any(path => request.PathAlone.StartsWith(path, StringComparison.OrdinalIgnoreCase));

    private static string Called(string id, IReadOnlyList<ScratchUser> expected) =>
        expected.FirstOrDefault(user => user.Id == id)?.UserName ?? $"another of this run, {id}";
}

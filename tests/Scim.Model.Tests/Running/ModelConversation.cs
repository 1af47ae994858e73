using Scim.Model.Service;
using Scim.Model.Tests.Product;

namespace Scim.Model.Tests.Running;

/// <summary>Requests to one new account, each compared with what the model allows.</summary>
internal sealed class ModelConversation
{
    private const int MostWorlds = 64;
    private const string NoSuchUser = "01a20a75-98ed-7d86-9912-0ccff094f7f7";

    private readonly ProductHost _host;
    private readonly AccountKind _kind;
    private readonly string _token;
    private readonly List<ModelRequest> _requests = [];
    private readonly List<ProductAnswer> _answers = [];

    private ModelConversation(ProductHost host, AccountKind kind, string token, World world) =>
        (_host, _kind, _token, Worlds) = (host, kind, token, [world]);

    /// <summary>What the account may be like.</summary>
    public IReadOnlyList<World> Worlds { get; private set; }

    /// <summary>The answers to open questions that hold in every account that is possible.</summary>
    public IEnumerable<KeyValuePair<string, int>> Learned =>
        Worlds[0].Policies.Where(pair => Worlds.All(world => world.Policies.TryGetValue(pair.Key, out var answer) && answer == pair.Value));

    /// <summary>Starts one, with the answers to open questions that are known.</summary>
    public static async Task<ModelConversation> StartAsync(ProductHost host, AccountKind kind, IReadOnlyDictionary<string, int> learned)
    {
        var world = new World
        {
            Strict = kind.Strict,
            NamesRequired = !kind.NamesOptional,
            Licences = kind.Licences,
            OwnSchemas = kind.OwnSchemas,
        };
        foreach (var (name, answer) in learned)
            world.Policies[name] = answer;
        return new(host, kind, await host.CreateAccountAsync(kind), world);
    }

    /// <summary>The difference to which requests lead; null for none.</summary>
    public static async Task<Difference?> RunAsync(
        ProductHost host, AccountKind kind, IReadOnlyDictionary<string, int> learned, IEnumerable<ModelRequest> requests)
    {
        var conversation = await StartAsync(host, kind, learned);
        foreach (var request in requests)
        {
            if (await conversation.SendAsync(request) is { } difference)
                return difference;
        }
        return null;
    }

    /// <summary>Sends a request. After one whose answer shows a part of a changed user only, the whole is read.</summary>
    public async Task<Difference?> SendAsync(ModelRequest request)
    {
        var difference = await SendOneAsync(request);
        var projected = request.Query is { Attributes: not null } or { ExcludedAttributes: not null };
        return difference is null && projected && request.Slot is not null && request.Method is not ("GET" or "DELETE")
            ? await SendOneAsync(new ModelRequest("GET", request.Slot), isOurs: true)
            : difference;
    }

    private async Task<Difference?> SendOneAsync(ModelRequest request, bool isOurs = false)
    {
        var user = Worlds[0].Users.FirstOrDefault(user => user.Slot == request.Slot);
        var filled = Filled(request);
        var match = request.IfMatch switch { "current" => user?.Version, "old" => "W/\"old\"", var other => other };
        var id = request.Method == "POST" || request.Slot is null ? null : user?.Id ?? NoSuchUser;
        var answer = await _host.SendAsync(_token, request.Method, id, filled.Query?.Parameters() ?? [], filled.Body, match);
        var allowed = Worlds.SelectMany(world => ModelService.Answers(world, filled)).ToList();
        var left = allowed.Where(item => Matching.Agrees(item, answer)).Select(item => item.After)
            .DistinctBy(world => world.Key()).Take(MostWorlds).ToList();
        if (left.Count == 0)
            return new Difference(_kind, [.. _requests, request], [.. _answers, answer], [.. allowed.Select(item => item.ToString())]);
        Worlds = left;
        if (!isOurs)
        {
            _requests.Add(request);
            _answers.Add(answer);
        }
        return null;
    }

    // What a client has read stands in requests as {{id0}}, {{created0}}, {{lastModified0}}: of the user of that slot.
    private ModelRequest Filled(ModelRequest request)
    {
        string? Fill(string? text)
        {
            if (text is null || !text.Contains("{{", StringComparison.Ordinal))
                return text;
            foreach (var user in Worlds[0].Users)
            {
                text = text.Replace($"{{{{id{user.Slot}}}}}", user.Id, StringComparison.Ordinal);
                foreach (var name in (string[])["created", "lastModified"])
                    text = text.Replace($"{{{{{name}{user.Slot}}}}}", user.Meta[name]?.ToString(), StringComparison.Ordinal);
            }
            return text;
        }
        var query = request.Query is { } asked ? asked with { Filter = Fill(asked.Filter) } : null;
        return request with { Body = Fill(request.Body), Query = query };
    }
}

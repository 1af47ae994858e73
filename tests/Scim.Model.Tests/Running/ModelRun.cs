using Scim.Model.Tests.Generation;
using Scim.Model.Tests.Product;

namespace Scim.Model.Tests.Running;

/// <summary>Conversations from one seed until there were enough requests.</summary>
internal sealed class ModelRun(int seed)
{
    private const int Length = 60;
    private const int MostReported = 8;

    private static readonly AccountKind[] Kinds =
    [
        new(false, null), new(false, null), new(true, null), new(false, 2), new(true, 1), new(false, null, NamesOptional: true),
        new(false, null, OwnSchemas: true), new(true, null, OwnSchemas: true),
    ];

    private readonly ProductHost _host = new();
    private readonly Dictionary<string, Difference> _found = [];

    public int PatchDraw { get; private set; }

    public int Filters { get; private set; }

    /// <summary>The differences, one of each kind of answer.</summary>
    public IReadOnlyCollection<Difference> Found => _found.Values;

    /// <summary>How the product answers the open questions, in lenient and in strict accounts.</summary>
    public SortedDictionary<string, int>[] Learned { get; } = [new(StringComparer.Ordinal), new(StringComparer.Ordinal)];

    public async Task RunAsync(int patches, int filters)
    {
        for (var number = 0; (PatchDraw < patches || Filters < filters) && _found.Count < MostReported; number++)
            await ConverseAsync(Kinds[number % Kinds.Length], seed + (number * 7919));
    }

    private async Task ConverseAsync(AccountKind kind, int conversationSeed)
    {
        var learned = Learned[kind.Strict ? 1 : 0];
        var conversation = await ModelConversation.StartAsync(_host, kind, learned);
        var generator = new RequestDraw(conversationSeed, kind.OwnSchemas);
        for (var sent = 0; sent < Length; sent++)
        {
            var request = generator.Next(conversation.Worlds[0]);
            PatchDraw += request.Method == "PATCH" ? 1 : 0;
            Filters += request.Query?.Filter is null ? 0 : 1;
            if (await conversation.SendAsync(request) is { } difference)
            {
                await NoteAsync(difference, learned);
                return;
            }
        }
        foreach (var (name, answer) in conversation.Learned)
            learned[name] = answer;
    }

    private async Task NoteAsync(Difference difference, SortedDictionary<string, int> learned)
    {
        difference = await Shrinking.ShrinkAsync(_host, difference, learned);
        _found.TryAdd(Kind(difference), difference);
    }

    // Of differences that are alike in this, one is reported.
    private static string Kind(Difference difference)
    {
        var (answer, allowed) = (difference.Answer, difference.Allowed[0]);
        return $"{difference.Last.Method} {answer.Status} {answer.ScimType} {allowed[..Math.Min(20, allowed.Length)]}";
    }
}

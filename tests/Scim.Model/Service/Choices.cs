namespace Scim.Model.Service;

/// <summary>
/// Where the contract leaves an answer open, the model asks here. Every combination of picks is run, so that the model gives the set of the
/// answers that are allowed.
/// </summary>
internal sealed class Choices(IReadOnlyList<int> script)
{
    private const int MostRuns = 512;

    private readonly List<(int Taken, int Of)> _picks = [];

    /// <summary>True and, in another run, false.</summary>
    public bool Either() => Pick(2) == 0;

    /// <summary>A number under <paramref name="of"/>; each in a run of its own.</summary>
    public int Pick(int of)
    {
        var taken = _picks.Count < script.Count ? script[_picks.Count] : 0;
        _picks.Add((taken, of));
        return taken;
    }

    /// <summary>A refusal where this run picks it, for what may be refused and may be done.</summary>
    public void MayRefuse(params string[] scimTypes)
    {
        if (!Either())
            throw Refusal.Of(scimTypes);
    }

    /// <summary>The results of every combination of picks.</summary>
    public static List<T> All<T>(Func<Choices, T> run)
    {
        var results = new List<T>();
        var script = new List<int>();
        while (results.Count < MostRuns)
        {
            var choices = new Choices(script);
            results.Add(run(choices));
            script = [.. choices._picks.Select(pick => pick.Taken)];
            while (script.Count > 0 && script[^1] == choices._picks[script.Count - 1].Of - 1)
                script.RemoveAt(script.Count - 1);
            if (script.Count == 0)
                break;
            script[^1]++;
        }
        return results;
    }
}

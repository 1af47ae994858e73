namespace Scim.Fuzz.Generation;

/// <summary>What the answers so far told: the users that are alive, oldest first, and the last cursor.</summary>
public sealed class FuzzPopulation
{
    private readonly List<string> _alive = [];

    /// <summary>The ids of the users that are alive.</summary>
    public IReadOnlyList<string> Alive => _alive;

    /// <summary>A cursor that was given; null if none was yet.</summary>
    public string? Cursor { get; set; }

    /// <summary>An ETag that was given; null if none was yet.</summary>
    public string? ETag { get; set; }

    /// <summary>A user was created.</summary>
    public void Add(string id) => _alive.Add(id);

    /// <summary>A user is gone.</summary>
    public void Remove(string id) => _alive.Remove(id);
}

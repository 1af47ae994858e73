using System.Text.Json;

namespace Scim.Resilience.Tests.Schemas;

/// <summary>A user, and what clients were told of it.</summary>
/// <param name="id">Its id.</param>
/// <param name="userName">Its name.</param>
internal sealed class ToldUser(string id, string userName)
{
    // What may be stored: one, unless nobody was told which. Null for no value.
    private readonly Dictionary<Slot, HashSet<string?>> _values = Slot.All.ToDictionary(slot => slot, _ => new HashSet<string?> { null });
    private readonly Lock _lock = new();

    public string Id => id;

    public string UserName => userName;

    public string Path => $"/Users/{id}";

    /// <summary>A client was told of a value; null for none.</summary>
    public void Told(Slot slot, string? value)
    {
        lock (_lock)
            _values[slot] = [value];
    }

    /// <summary>A value may have been stored.</summary>
    public void Perhaps(Slot slot, string? value)
    {
        lock (_lock)
            _values[slot].Add(value);
    }

    /// <summary>What is wrong with the user as shown by an account with those schemas, when nobody is changing it.</summary>
    public List<string> FaultsOf(JsonElement user, SchemasInForce state)
    {
        var shown = Slot.Read(user);
        lock (_lock)
        {
            return [.. _values.Select(told => FaultOf(told.Key, told.Value, shown.GetValueOrDefault(told.Key), state)).OfType<string>()];
        }
    }

    /// <summary>Takes what is shown for what is stored.</summary>
    public void Settle(JsonElement user, SchemasInForce state)
    {
        var shown = Slot.Read(user);
        foreach (var slot in Slot.All.Where(state.Shows))
            Told(slot, shown.GetValueOrDefault(slot));
    }

    private string? FaultOf(Slot slot, HashSet<string?> values, string? shown, SchemasInForce state)
    {
        if (!state.Shows(slot))
            return shown is null ? null : $"{userName} shows {slot.Path}, which no schema has";
        var told = string.Join(" or ", values.Select(value => value ?? "none"));
        return values.Contains(shown) ? null : $"{userName} shows {shown ?? "none"} as {slot.Path} and not {told}";
    }
}

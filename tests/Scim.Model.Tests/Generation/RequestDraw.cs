using Scim.Model.Service;

namespace Scim.Model.Tests.Generation;

/// <summary>Draws the requests of a conversation, each knowing what the account holds.</summary>
internal sealed class RequestDraw
{
    private readonly Draw _draw;
    private readonly Bodies _bodies;
    private readonly PatchDraw _patches;
    private readonly Queries _queries;
    private int _slots;

    public RequestDraw(int seed, bool ownSchemas)
    {
        _draw = new Draw(seed);
        var values = new Values(_draw, ownSchemas);
        (_bodies, _patches, _queries) = (new(_draw, values), new(_draw, values), new(_draw, values));
    }

    public ModelRequest Next(World world)
    {
        if (world.Users.Count < 3 || (world.Users.Count < 7 && _draw.Percent(12)))
            return new("POST", _slots++, _bodies.User(world.Strict, world.NamesRequired),
                _queries.ModelProjection() is { Attributes: null, ExcludedAttributes: null } whole ? whole : null);
        var user = _draw.Of(world.Users);
        var slot = _draw.Percent(1) ? 999 : user.Slot;
        var match = _draw.Percent(5) ? _draw.Of("*", "current", "old") : null;
        return _draw.Below(100) switch
        {
            < 52 => new("PATCH", slot, _patches.Message(user), _queries.ModelProjection(), match),
            < 84 => new("GET", null, Query: _queries.List(world)),
            < 92 => new("PUT", slot, _bodies.Replacement(user, world.Strict, world.NamesRequired), _queries.ModelProjection(), match),
            < 96 => new("GET", slot, Query: _queries.ModelProjection()),
            _ => new("DELETE", slot, IfMatch: match),
        };
    }
}

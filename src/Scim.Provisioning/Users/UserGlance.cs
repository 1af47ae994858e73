using Scim.Protocol.Computing;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Provisioning.Users;

/// <summary>Looks at some attributes of many users, whose documents are read no further than that.</summary>
public sealed class UserGlance
{
    // In steps for each byte: half of what reading the whole document is counted with; it takes a fifth (docs/benchmarks.md).
    private const int StepsOfByte = 2;

    private readonly UserType _type;
    private readonly PartialReader _reader;
    private readonly bool _takesMeta;

    /// <param name="type">What a user of the account has.</param>
    /// <param name="paths">The attributes, each by those from the user's root to it.</param>
    public UserGlance(UserType type, IEnumerable<IReadOnlyList<AttributeDefinition>> paths)
    {
        var all = paths.ToList();
        _type = type;
        _reader = new PartialReader(type.Attributes, all.Where(path => path[0] != UserResource.Meta));
        _takesMeta = all.Exists(path => path[0] == UserResource.Meta);
    }

    /// <summary>The attributes of a user; it may have others too.</summary>
    /// <exception cref="Protocol.Errors.ScimException">The steps are spent.</exception>
    public ComplexValue At(UserRecord user, StepBudget steps)
    {
        if (user.IsSeenIn(_type) || user.Generation != _type.Generation)
            return user.In(_type, steps);
        steps.Spend((long)user.Document.Length * StepsOfByte);
        if (_reader.Read(user.Document.Span) is not { } seen)
            return user.In(_type, steps);
        return _takesMeta ? user.WithMeta(seen) : seen;
    }
}

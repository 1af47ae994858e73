using Scim.Protocol.Filters;

namespace Scim.Provisioning.Users;

/// <summary>Says of many users whether they satisfy a query's filter; without one all do.</summary>
/// <param name="query">The query.</param>
public sealed class UserMatcher(UserQuery query)
{
    private readonly UserGlance? _glance = query.Filter is { } filter ? new UserGlance(query.Type, filter.Paths()) : null;

    /// <summary>Whether a user does.</summary>
    /// <exception cref="Protocol.Errors.ScimException">The query's steps are spent.</exception>
    public bool Accepts(UserRecord user)
    {
        var steps = query.Computation.Steps;
        return _glance is null || query.Filter!.Matches(_glance.At(user, steps), steps); // There is a glance where there is a filter.
    }
}

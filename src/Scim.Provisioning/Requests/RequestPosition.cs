namespace Scim.Provisioning.Requests;

/// <summary>A place in an account's log of requests: that of one entry, whether or not the entry is still there.</summary>
/// <param name="When">When the request arrived.</param>
/// <param name="Id">The entry's id.</param>
public readonly record struct RequestPosition(DateTimeOffset When, Guid Id)
{
    /// <summary>The place of an entry.</summary>
    public static RequestPosition Of(LoggedRequest request) => new(request.When, request.Id);
}

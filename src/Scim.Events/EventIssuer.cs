namespace Scim.Events;

/// <summary>
/// The <c>iss</c> of all tokens: the address under which the service is reached, which is known without a request where it is set or given
/// by the platform, and else once the host listens.
/// </summary>
/// <param name="configured">Scheme, host and path prefix; null or empty if it is not set.</param>
public sealed class EventIssuer(string? configured)
{
    private volatile string? _address = string.IsNullOrEmpty(configured) ? null : configured.TrimEnd('/');

    /// <summary>The address, without a slash at the end; null as long as it is not known.</summary>
    public string? Address => _address;

    /// <summary>Takes the address that the host listens on, unless one is set.</summary>
    public void ListensAt(string address) => _address ??= address.TrimEnd('/');
}

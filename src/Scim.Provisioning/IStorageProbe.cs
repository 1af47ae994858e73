namespace Scim.Provisioning;

/// <summary>Tells whether storage answers.</summary>
public interface IStorageProbe
{
    /// <summary>Makes sure that the tables exist and answer.</summary>
    /// <exception cref="StorageUnavailableException">They do not.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}

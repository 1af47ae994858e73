namespace Scim.Provisioning.Waiting;

/// <summary>The time that a request may wait for storage, which stands still while the request computes or waits for others.</summary>
public interface IStorageTime
{
    /// <summary>True once the time was up.</summary>
    bool IsExpired { get; }

    /// <summary>Stops the time.</summary>
    void Pause();

    /// <summary>Lets the time that is left run on.</summary>
    void RunOn();
}

namespace Scim.Provisioning.Waiting;

/// <summary>A turn. Dispose it to let the next one in.</summary>
internal interface ITurn : IDisposable
{
    /// <summary>Tells those who wait that storage held this turn up, so that nobody was served by it.</summary>
    void HeldUp();
}

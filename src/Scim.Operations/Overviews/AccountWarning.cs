using Scim.Provisioning.Identities;

namespace Scim.Operations.Overviews;

/// <summary>Something of an account that an operator should do something about.</summary>
public abstract record AccountWarning
{
    /// <summary>All licences are in use, so that a new user would be left deactivated.</summary>
    /// <param name="Owned">How many the account has.</param>
    public sealed record LicencesUsedUp(int Owned) : AccountWarning;

    /// <summary>Users wait for a licence.</summary>
    /// <param name="Waiting">How many.</param>
    /// <param name="Free">How many licences are free, so that as many can be activated now.</param>
    public sealed record UsersWaiting(int Waiting, int Free) : AccountWarning;

    /// <summary>A client's secret has ended or ends soon.</summary>
    /// <param name="Client">The client.</param>
    /// <param name="End">When.</param>
    /// <param name="HasEnded">True if that is over.</param>
    /// <param name="HasNewer">True if the client has a newer one besides.</param>
    public sealed record SecretEnding(ClientId Client, DateTimeOffset End, bool HasEnded, bool HasNewer) : AccountWarning;

    /// <summary>The oldest event of a stream waits for longer than <see cref="AccountOverviews.Late"/>.</summary>
    /// <param name="Stream">The stream.</param>
    /// <param name="Audience">Whom it is for.</param>
    /// <param name="Backlog">How many events wait.</param>
    /// <param name="OldestAge">How long the oldest waits.</param>
    public sealed record StreamBehind(StreamId Stream, string Audience, int Backlog, TimeSpan OldestAge) : AccountWarning;

    /// <summary>A receiver has refused events for good.</summary>
    /// <param name="Stream">The stream.</param>
    /// <param name="Audience">Whom it is for.</param>
    /// <param name="SetAside">How many.</param>
    public sealed record EventsSetAside(StreamId Stream, string Audience, int SetAside) : AccountWarning;
}

using Scim.Verification.Exchanges;

namespace Scim.Verification.Scratch;

/// <summary>A user that the run made.</summary>
/// <param name="Id">The id that the service gave it.</param>
/// <param name="UserName">Its name as it was sent.</param>
/// <param name="Created">The answer to its creation.</param>
internal sealed record ScratchUser(string Id, string UserName, Reply Created)
{
    /// <summary>Where it is below the base URL.</summary>
    public string Path => $"/Users/{Uri.EscapeDataString(Id)}";
}

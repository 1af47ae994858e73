namespace Scim.Fuzz.Running;

/// <summary>One account of a service under test; nobody else writes to it.</summary>
public interface IFuzzTarget
{
    /// <summary>Sends a request.</summary>
    Task<FuzzAnswer> SendAsync(FuzzRequest request);

    /// <summary>The licences in use as the account's counters say.</summary>
    Task<int> ReadLicencesInUseAsync();
}

namespace Scim.Provisioning.Requests;

/// <summary>The length of an account's log of requests, with the counts beside it.</summary>
/// <param name="All">How many rows there are.</param>
/// <param name="Old">How many of them are old.</param>
public readonly record struct RequestCount(long All, long Old);

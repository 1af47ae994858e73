namespace Scim.Verification;

/// <summary>A service cannot be verified, since it does not answer as SCIM or does not let the run in.</summary>
/// <param name="message">Why, and what to look at, in one line without a secret.</param>
public sealed class CannotVerifyException(string message) : Exception(message);

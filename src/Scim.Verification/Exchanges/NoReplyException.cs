namespace Scim.Verification.Exchanges;

/// <summary>
/// The service gave no answer, or none that can be read: it does not listen, takes too long, or sends without end. Whether a change was
/// made is not known then.
/// </summary>
/// <param name="message">What happened, in one sentence.</param>
public sealed class NoReplyException(string message) : Exception(message);

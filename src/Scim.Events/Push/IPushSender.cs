using Scim.Provisioning.Streams;

namespace Scim.Events.Push;

/// <summary>Pushes tokens to receivers.</summary>
internal interface IPushSender
{
    /// <summary>Pushes a token to the endpoint of a stream. Throws nothing but for cancellation.</summary>
    Task<PushOutcome> SendAsync(StreamRecord stream, string token, CancellationToken cancellationToken);
}

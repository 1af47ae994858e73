using Scim.Events.Handout;
using Scim.Provisioning.Events;
using Scim.Provisioning.Streams;

namespace Scim.Events.Push;

/// <summary>What a session needs.</summary>
internal sealed record SessionServices(
    IStreamStore Streams,
    IOutbox Outbox,
    EventSelection Selection,
    EventTokens Tokens,
    IPushSender Sender,
    SettingAside Aside,
    OutlivedEvents Outlived,
    AcknowledgedEvents Acknowledged,
    EventIssuer Issuer,
    StreamLog Log,
    TimeProvider Time);

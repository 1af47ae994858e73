using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Scim.Events.Signing;

/// <summary>
/// The keys by which tokens are signed. All are published; of those whose time has come the newest of an algorithm signs, so that
/// instances that learn of a key at different times agree.
/// </summary>
public sealed partial class SigningKeyRing
{
    private readonly IReadOnlyList<SigningKeyEntry> _entries;
    private readonly Dictionary<string, RingKey> _keys;

    /// <summary>The keys of the settings. If there are none, or if they are wrong, one line of the log says so and what to do.</summary>
    public SigningKeyRing(EventOptions options, TimeProvider time, ILogger<SigningKeyRing> logger)
    {
        (_entries, var keys) = Read(options.SigningKeys, logger);
        _keys = keys.ToDictionary(key => key.Published.Kid);
        Published = [.. _entries.OrderByDescending(entry => entry.SignsFrom).Select(entry => _keys[entry.Id].Published)];
        var now = time.GetUtcNow();
        foreach (var ofAlgorithm in _entries.GroupBy(entry => entry.Algorithm))
        {
            if (ofAlgorithm.All(entry => entry.SignsFrom > now))
                NoneSignsYet(logger, ofAlgorithm.Key, ofAlgorithm.Min(entry => entry.SignsFrom));
        }
    }

    /// <summary>The public parts of all keys (RFC 7517), newest first.</summary>
    public IReadOnlyList<JsonWebKey> Published { get; }

    /// <summary>What signs at a time by an algorithm; null if no key's time has come.</summary>
    /// <param name="algorithm"><c>ES256</c> or <c>RS256</c>.</param>
    /// <param name="now">The clock's time.</param>
    public SigningCredentials? For(string algorithm, DateTimeOffset now) =>
        SigningKeyEntry.Signing(_entries, algorithm, now) is { } entry ? _keys[entry.Id].Credentials : null;

    private static (IReadOnlyList<SigningKeyEntry> Entries, IReadOnlyList<RingKey> Keys) Read(string? setting, ILogger logger)
    {
        try
        {
            IReadOnlyList<SigningKeyEntry> entries = SigningKeyReader.IsMissing(setting) ? [] : SigningKeyReader.ReadEntries(setting);
            if (entries.Count == 0)
                Missing(logger);
            return (entries, SigningKeyReader.KeysOf(entries));
        }
        catch (FormatException wrong)
        {
            Wrong(logger, wrong.Message);
            return ([], []);
        }
    }

    [LoggerMessage(EventId = 1501, Level = LogLevel.Information, Message =
        "There is no signing key, so streams of events hand out nothing. To have streams, make one with scim stream keys add --alg ES256 "
        + "and set what it prints as Events:SigningKeys.")]
    private static partial void Missing(ILogger logger);

    [LoggerMessage(EventId = 1502, Level = LogLevel.Error, Message =
        "The setting Events:SigningKeys {What}, so streams of events hand out nothing. Make it anew with scim stream keys add.")]
    private static partial void Wrong(ILogger logger, string what);

    [LoggerMessage(EventId = 1503, Level = LogLevel.Warning, Message =
        "No {Algorithm} key of Events:SigningKeys signs yet: the first does from {From:u} on. Until then streams of events that are signed "
        + "so hand out nothing.")]
    private static partial void NoneSignsYet(ILogger logger, string algorithm, DateTimeOffset from);
}

using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Scim.Events.Signing;

/// <summary>
/// The keys by which tokens are signed. All are published; of those whose time has come the newest of an algorithm signs, so that
/// instances that learn of a key at different times agree.
/// </summary>
public sealed partial class SigningKeyRing
{
    private readonly IReadOnlyList<SigningKey> _keys;

    /// <summary>The keys of the settings. If there are none, or if they are wrong, one line of the log says so and what to do.</summary>
    public SigningKeyRing(EventOptions options, TimeProvider time, ILogger<SigningKeyRing> logger)
    {
        _keys = Read(options.SigningKeys, logger);
        if (_keys.Count > 0 && _keys.All(key => key.SignsFrom > time.GetUtcNow()))
            NoneSignsYet(logger, _keys.Min(key => key.SignsFrom));
    }

    /// <summary>The public parts of all keys (RFC 7517), newest first.</summary>
    public IReadOnlyList<JsonWebKey> Published => [.. _keys.OrderByDescending(key => key.SignsFrom).Select(key => key.Published)];

    /// <summary>What signs at a time by an algorithm; null if no key's time has come.</summary>
    /// <param name="algorithm"><c>ES256</c> or <c>RS256</c>.</param>
    /// <param name="now">The clock's time.</param>
    public SigningCredentials? For(string algorithm, DateTimeOffset now) => _keys
        .Where(key => key.Algorithm == algorithm && key.SignsFrom <= now)
        .OrderByDescending(key => key.SignsFrom)
        .ThenBy(key => key.Id, StringComparer.Ordinal)
        .FirstOrDefault()?.Credentials;

    private static IReadOnlyList<SigningKey> Read(string? setting, ILogger logger)
    {
        if (SigningKeyReader.IsMissing(setting))
        {
            Missing(logger);
            return [];
        }
        try
        {
            return SigningKeyReader.Read(setting!); // It is not missing.
        }
        catch (FormatException wrong)
        {
            Wrong(logger, wrong.Message);
            return [];
        }
    }

    [LoggerMessage(EventId = 1501, Level = LogLevel.Information, Message =
        "There is no signing key, so streams of events hand out nothing. To have streams, make one with scim stream keys add --alg ES256 and "
        + "set what it prints as Events:SigningKeys.")]
    private static partial void Missing(ILogger logger);

    [LoggerMessage(EventId = 1502, Level = LogLevel.Error, Message =
        "The setting Events:SigningKeys {What}, so streams of events hand out nothing. Make it anew with scim stream keys add.")]
    private static partial void Wrong(ILogger logger, string what);

    [LoggerMessage(EventId = 1503, Level = LogLevel.Warning, Message =
        "No signing key of Events:SigningKeys signs yet: the first does from {From:u} on. Until then streams of events hand out nothing.")]
    private static partial void NoneSignsYet(ILogger logger, DateTimeOffset from);
}

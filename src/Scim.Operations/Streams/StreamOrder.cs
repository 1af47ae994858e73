using Scim.Operations.Clients;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Operations.Streams;

/// <summary>A stream that an operator wants.</summary>
/// <param name="Account">The account.</param>
/// <param name="Audience">The <c>aud</c> of its tokens.</param>
public sealed record StreamOrder(AccountId Account, string Audience)
{
    private const int LongestAudience = 1_024;
    private const int LongestName = 64;

    /// <summary>Where events are pushed to; null, the default, if they are polled for.</summary>
    public string? Endpoint { get; init; }

    /// <summary>What its events tell. Default: everything.</summary>
    public EventContent Content { get; init; }

    /// <summary>How long an event that nobody takes is kept. Default: 7 days.</summary>
    public TimeSpan Retention { get; init; } = StreamRecord.DefaultRetention;

    /// <summary>How its tokens are signed. Default: <c>ES256</c>.</summary>
    public string Algorithm { get; init; } = "ES256";

    /// <summary>The name of the setting below <c>Events:Authorization</c> whose value is sent with each push; null for none.</summary>
    public string? AuthorizationSetting { get; init; }

    /// <summary>Says everything that is wrong; nothing if all is right.</summary>
    public IEnumerable<string> Errors()
    {
        if (Audience.Length is 0 or > LongestAudience || Audience.Any(char.IsControl))
            yield return $"The audience has 1 to {LongestAudience} characters, such as https://app.example.com.";
        if (Endpoint is not null && !WebAddress.TryParse(Endpoint, out _))
            yield return $"Events are pushed to an https address of at most {WebAddress.Longest} characters without user info and "
                + "fragment; http only to this machine.";
        if (Retention < TimeSpan.FromDays(1) || Retention > TimeSpan.FromDays(30))
            yield return "Events are kept for 1 to 30 days.";
        if (Algorithm is not ("ES256" or "RS256"))
            yield return "Tokens are signed by ES256 or RS256.";
        if (AuthorizationSetting is { } name && (name.Length is 0 or > LongestName || !name.All(IsOfName)))
            yield return $"The name of an authorization setting has 1 to {LongestName} letters, digits, '-' and '_'.";
        if (AuthorizationSetting is not null && Endpoint is null)
            yield return "Only a stream that is pushed has an authorization setting.";
    }

    /// <summary>The stream.</summary>
    internal StreamRecord ToStream(DateTimeOffset now) => new()
    {
        Account = Account,
        Id = StreamId.New(now),
        Audience = Audience,
        Endpoint = Endpoint is null ? null : new Uri(Endpoint),
        Content = Content,
        Retention = Retention,
        Algorithm = Algorithm,
        AuthorizationSetting = AuthorizationSetting,
        Created = now,
        From = now + StreamSetting.Notice,
    };

    private static bool IsOfName(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_';
}

using System.Text;

namespace Scim.Fuzz.Generation;

/// <summary>Makes requests: those of connectors, random ones, and either with a few tokens or bytes changed.</summary>
public static class RequestGenerator
{
    /// <summary>The text that stands in values that are sent, and may be in no error.</summary>
    public const string Marker = Texts.Marker;

    /// <summary>The request of a number; the same for the same seed, number and population.</summary>
    public static FuzzRequest Next(int seed, int number, FuzzPopulation population)
    {
        var dice = new Dice(seed, number);
        var request = dice.Weighted<FuzzRequest>(
            (population.Alive.Count < 10 ? 60 : 20, d => Change(d, population, "POST", "Users", Users.Any(d))),
            (12, d => Change(d, population, "PUT", User(d, population), Users.Any(d))),
            (30, d => Change(d, population, "PATCH", User(d, population), Patches.Any(d))),
            (10, d => Read(d, population, User(d, population), isList: false)),
            (25, d => Read(d, population, "Users", isList: true)),
            (8, d => Change(d, population, "POST", d.Pick("Users/.search", ".search"), Messages.Search(d, population))),
            (6, d => Change(d, population, "POST", "Bulk", Messages.Bulk(d, population))),
            (4, d => Bare(d, population, "DELETE", User(d, population), "")),
            (3, d => Read(d, population, Targets.Other(d), isList: true)),
            (2, d => Any(d, population)),
            (1, OAuth));
        return dice.Chance(2) ? request with { WithToken = false, Fields = [.. request.Fields, .. Fields.NoCredentials(dice)] } : request;
    }

    private static string User(Dice dice, FuzzPopulation population) => $"Users/{Targets.Id(dice, population)}";

    private static FuzzRequest Read(Dice dice, FuzzPopulation population, string path, bool isList) =>
        Bare(dice, population, dice.Chance(95) ? "GET" : "HEAD", path, Targets.Query(dice, population, isList));

    private static FuzzRequest Bare(Dice dice, FuzzPopulation population, string method, string path, string query) =>
        new(method, Targets.Of(dice, path, query), [.. Fields.Any(dice, population)], null);

    private static FuzzRequest Change(Dice dice, FuzzPopulation population, string method, string path, string json)
    {
        if (dice.Chance(10))
            json = Mutation.OfTokens(dice, json);
        var body = Encoding.UTF8.GetBytes(json);
        if (dice.Chance(6))
            body = Mutation.OfBytes(dice, body);
        else if (dice.Chance(2))
            body = dice.Pick<byte[]>(
                [],
                [0xef, 0xbb, 0xbf, .. body],
                [.. body, (byte)' '],
                [0xff, 0xfe, .. body],
                Encoding.Unicode.GetBytes(json),
                "null"u8.ToArray());
        else if (dice.Below(5_000) == 0)
            body = [.. body, .. Enumerable.Repeat((byte)' ', (1024 * 1024) + dice.Between(-1, 1) - Math.Min(body.Length, 1024 * 1024))];
        var fields = Fields.Any(dice, population);
        return new FuzzRequest(
            method,
            Targets.Of(dice, path, Targets.Query(dice, population, isList: false)),
            Fields.ContentType(dice) is { } type ? [("Content-Type", type), .. fields] : [.. fields],
            body);
    }

    private static FuzzRequest Any(Dice dice, FuzzPopulation population)
    {
        var method = dice.Pick("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PROPFIND", "get");
        var path = dice.Chance(50) ? Targets.Other(dice) : dice.Chance(50) ? User(dice, population) : "Users";
        return method is "GET" or "HEAD" or "get" || dice.Chance(50)
            ? Bare(dice, population, method, path, Targets.Query(dice, population, isList: true))
            : Change(dice, population, method, path, Json.Any(dice));
    }

    private static FuzzRequest OAuth(Dice dice)
    {
        var target = dice.Pick(
            "/oauth/token",
            "/oauth/revoke",
            "/.well-known/oauth-authorization-server",
            "/.well-known/jwks.json",
            "/.well-known/ssf-configuration",
            "/openapi.json",
            "/health");
        return target.StartsWith("/oauth", StringComparison.Ordinal)
            ? new FuzzRequest(
                "POST",
                target,
                [
                    ("Content-Type", dice.Chance(80) ? "application/x-www-form-urlencoded" : "application/json"),
                    .. Fields.NoCredentials(dice),
                ],
                Encoding.UTF8.GetBytes(Messages.Form(dice)),
                WithToken: false)
            : new FuzzRequest("GET", target, [], null, WithToken: false);
    }
}

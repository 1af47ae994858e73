using System.Diagnostics;

namespace Scim.Benchmarks.Driving;

/// <summary>The operations that are measured, and what the bare endpoint is asked for beside each.</summary>
/// <param name="token">A token of the account.</param>
/// <param name="users">How many users the account has.</param>
internal sealed class LoadOperations(string token, int users)
{
    private const string Users = "/scim/v2/Users";

    /// <summary>The operations that the tables of a load have.</summary>
    public static IReadOnlyList<Func<LoadOperations, LoadOperation>> Measures { get; } =
    [
        all => all.GetById, all => all.ByUserName, all => all.Post, all => all.Put, all => all.Patch, all => all.Delete,
        all => all.FirstPage, all => all.LastPage, all => all.Mix,
    ];

    public LoadOperation GetById => new("GET by id", 200, number => Get(User(number)));

    public LoadOperation ByUserName => Find("userName eq", "userName", SampleBodies.UserName);

    public LoadOperation ByExternalId => Find("externalId eq", "externalId", SampleBodies.ExternalId);

    public LoadOperation ByEmail => Find("emails.value eq", "emails.value", SampleBodies.Email);

    public LoadOperation Post => new("POST", 201, number =>
        Connection.Request("POST", Users, token, SampleBodies.Body(users + number, "Countess")));

    public LoadOperation Put
    {
        get
        {
            var title = NewTitle();
            return new("PUT", 200, number => Connection.Request("PUT", User(number), token, SampleBodies.Body(Of(number), title(number))));
        }
    }

    public LoadOperation Patch
    {
        get
        {
            var title = NewTitle();
            return new("PATCH", 200, number => Connection.Request("PATCH", User(number), token, SampleBodies.Patch(title(number))));
        }
    }

    /// <summary>The deletion of every user, one after the other.</summary>
    public LoadOperation Delete => new("DELETE", 204, number => Connection.Request("DELETE", User(number), token), users);

    /// <summary>What a connector does all day: of ten requests four GET, three by userName, a PUT, a PATCH and a page of ten.</summary>
    public LoadOperation Mix
    {
        get
        {
            var (get, find, put, patch) = (GetById, ByUserName, Put, Patch);
            return new("mix", 200, number => (number % 10) switch
            {
                < 4 => get.Next(number),
                < 7 => find.Next(number),
                7 => put.Next(number),
                8 => patch.Next(number),
                _ => Get($"{Users}?count=10"),
            });
        }
    }

    public LoadOperation FirstPage => new("list page of 100, first", 200, _ => Get($"{Users}?count=100"));

    public LoadOperation LastPage => new("list page of 100, last", 200, _ => Get($"{Users}?count=100&startIndex={users - 99}"));

    public LoadOperation Scan => new(
        "scan", 200, _ => Get($"{Users}?count=10&filter={Uri.EscapeDataString("title co \"nobody has this\"")}"));

    /// <summary>Those of <see cref="Measures"/> that have a name.</summary>
    /// <param name="name">The name; null for all.</param>
    /// <exception cref="ArgumentException">None has that name.</exception>
    public static IReadOnlyList<Func<LoadOperations, LoadOperation>> MeasuresOf(string? name)
    {
        var named = Measures.Select(measure => (Measure: measure, measure(new LoadOperations("", 1)).Name)).ToList();
        return name is null || named.Exists(one => one.Name == name)
            ? [.. named.Where(one => name is null || one.Name == name).Select(one => one.Measure)]
            : throw new ArgumentException(
                $"No operation is named '{name}'. There are: {string.Join(", ", named.Select(one => one.Name))}.");
    }

    /// <summary>The deletion of a user.</summary>
    public byte[] DeleteOf(string id) => Connection.Request("DELETE", $"{Users}/{id}", token);

    /// <summary>One page after the other.</summary>
    public LoadOperation Walk => new("page of a walk", 200, number => Get($"{Users}?count=100&startIndex={(number * 100L % users) + 1}"));

    /// <summary>What the bare endpoint is asked for beside an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="isDelayed">True to have it wait for storage as the operation does.</param>
    public LoadOperation BareOf(LoadOperation operation, bool isDelayed = false)
    {
        var path = isDelayed ? $"?waits={WaitsOf(operation)}" : "";
        return operation.Name switch
        {
            "POST" => new(
                "bare", 200, number => Connection.Request("POST", $"/bare{path}", token, SampleBodies.Body(users + number, "Countess"))),
            "PUT" => new(
                "bare", 200, number => Connection.Request("PUT", $"/bare{path}", token, SampleBodies.Body(Of(number), $"Title {number}"))),
            "PATCH" => new(
                "bare", 200, number => Connection.Request("PATCH", $"/bare{path}", token, SampleBodies.Patch($"Title {number}"))),
            "DELETE" => new(
                "bare", 204, number => Connection.Request("DELETE", $"/bare/{SampleBodies.Id(Of(number))}{path}", token)),
            _ => new("bare", 200, number => Get($"/bare/{SampleBodies.Id(Of(number))}{path}")),
        };
    }

    /// <summary>
    /// What a request of a client in use waits for: one transaction, or the reads side by side. Its token was taken ahead, and its user is
    /// remembered.
    /// </summary>
    private static string WaitsOf(LoadOperation operation) => operation.Name switch
    {
        "GET by id" => "r",
        "POST" or "PUT" or "PATCH" or "DELETE" => "w",
        _ => "r|r",
    };

    /// <summary>Titles that no user has, so that every request changes something, also when an operation is measured again.</summary>
    private static Func<int, string> NewTitle()
    {
        var run = Stopwatch.GetTimestamp();
        return number => $"Title {run} {number}";
    }

    private LoadOperation Find(string name, string attribute, Func<int, string> value) =>
        new(name, 200, number => Get($"{Users}?filter={Uri.EscapeDataString($"{attribute} eq \"{value(Of(number))}\"")}"));

    private byte[] Get(string path) => Connection.Request("GET", path, token);

    private string User(int number) => $"{Users}/{SampleBodies.Id(Of(number))}";

    /// <summary>A user of the account; all of them one after the other, far from each other.</summary>
    private int Of(int number) => (int)(number * 7_919L % users);
}

using System.Text;

namespace Scim.Resilience.Tests.Isolation;

/// <summary>A way in which a request can name something.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Request">Makes the request of what it names and who sends it.</param>
internal sealed record IsolationCase(string Name, int Status, Func<Thing, Sender, RawRequest> Request)
{
    /// <summary>
    /// True if the request makes or changes a user of the sender's account: the answer then has a new id or version, and every name that
    /// was sent.
    /// </summary>
    public bool Writes { get; init; }

    /// <summary>The query of the list whose next cursor is named, as it stands in a URL; null if none is.</summary>
    public string? Lists { get; init; }

    /// <summary>What the body of the answer has in it, unless the method is HEAD.</summary>
    public string Says { get; init; } = "";

    /// <summary>True if the request must cost as many storage requests for what exists elsewhere as for what does not.</summary>
    public bool CostsTheSame { get; init; } = true;

    /// <summary>The same with the method HEAD.</summary>
    public IsolationCase AsHead() =>
        this with { Name = $"{Name}, HEAD", Says = "", Request = (thing, sender) => Request(thing, sender) with { Method = "HEAD" } };

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Who sends a request.</summary>
/// <param name="Token">A token.</param>
/// <param name="Client">The id of the client.</param>
/// <param name="Secret">The client's secret.</param>
/// <param name="UserId">A user of the sender's account.</param>
internal sealed record Sender(string Token, string Client, string Secret, string UserId)
{
    /// <summary>A token with which events are polled for.</summary>
    public string EventsToken { get; init; } = "token";

    /// <summary>A stream of the sender's account.</summary>
    public string Stream { get; init; } = "stream";

    /// <summary>A poll for events.</summary>
    public RawRequest Poll(string stream, string json) => new("POST", $"/events/{stream}")
    {
        Authorization = $"Bearer {EventsToken}",
        Body = json,
        Fields = [("Content-Type", "application/json")],
    };

    /// <summary>A request to a SCIM endpoint.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">Path and query below the base.</param>
    /// <param name="json">The body.</param>
    public RawRequest Scim(string method, string path, string? json = null) => new(method, $"/scim/v2{path}")
    {
        Authorization = $"Bearer {Token}",
        Body = json,
        Fields = json is null ? [] : [("Content-Type", "application/scim+json")],
    };

    /// <summary>A request to an OAuth endpoint.</summary>
    /// <param name="path">The path.</param>
    /// <param name="form">The form.</param>
    /// <param name="client">Whose id to authenticate with; null for the sender's.</param>
    /// <param name="secret">The secret; null for the sender's.</param>
    public RawRequest OAuth(string path, string form, string? client = null, string? secret = null) => new("POST", path)
    {
        Authorization = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client ?? Client}:{secret ?? Secret}"))}",
        Body = form,
        Fields = [("Content-Type", "application/x-www-form-urlencoded")],
    };

    /// <summary>A PATCH body.</summary>
    public static string Patch(string operations) =>
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{operations}}]}""";

    /// <summary>A Bulk body.</summary>
    public static string Bulk(string operations) =>
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{{operations}}]}""";
}

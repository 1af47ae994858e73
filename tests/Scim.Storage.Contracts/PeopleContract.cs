using Scim.Protocol.Filters;
using Scim.Protocol.Paths;
using Scim.Protocol.Queries;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Storage.Contracts;

/// <summary>A few people to ask for, who differ in what queries can trip over.</summary>
public abstract class PeopleContract : StorageContract
{
    private static readonly Func<DateTimeOffset, UserRecord>[] People =
    [
        at => Sample.User("Anna@example.com", "A1", ["anna@example.com", "Anna@home.example"], true, at, "Berg", "Anna B."),
        at => Sample.User("bert@example.com", "a1", ["bert@example.com"], false, at, "Abel", "O'Brien"),
        at => Sample.User("carl", "a1", ["BERT@example.com", "bert@EXAMPLE.com"], true, at, "berg"),
        at => Sample.User("Zoë.9@example.com", null, null, null, at, "Zorn", "x' or true"),
        at => Sample.User("zed9@example.com", "x/\\#?\t'\"", null, true, at, "Adler"),
        at => Sample.User("anne", new string('e', 1000), ["shared@example.com"], false, at, "Öst"),
    ];

    /// <summary>An order.</summary>
    protected static SortOrder By(string attribute, bool descending = false) =>
        new(AttributePathParser.Parse(attribute, UserType.Default)!, descending);

    /// <summary>The userName.</summary>
    protected static string NameOf(UserRecord user) => (string)user.In(UserType.Default)[UserResource.UserName]!;

    /// <summary>Creates the people.</summary>
    protected Task<IReadOnlyList<UserRecord>> FillAsync() => Ports.FillAsync(Sample.Account, People, Cancel);

    /// <summary>A page of them.</summary>
    protected Task<UserPage> ListAsync(UserQuery query) => Ports.Users.ListAsync(Sample.Account, query, Cancel);

    /// <summary>The names that a filter finds.</summary>
    protected async Task<IEnumerable<string>> NamesAsync(string filter) =>
        (await ListAsync(new UserQuery { Type = UserType.Default, Filter = FilterParser.Parse(filter, UserType.Default) })).Users
            .Select(NameOf);

    /// <summary>Deletes one of them.</summary>
    protected async Task DeleteAsync(UserId id)
    {
        var account = (await Ports.Accounts.FindAsync(Sample.Account, Cancel))!;
        var user = (await Ports.Users.FindAsync(Sample.Account, id, Cancel))!;
        await Ports.Users.WriteAsync(Sample.Account, Sample.Deletion(account, user), Cancel);
    }

    /// <summary>The names on all pages.</summary>
    protected async Task<List<string>> WalkByCursorAsync(UserQuery query)
    {
        var seen = new List<string>();
        UserPage page;
        UserPosition? after = null;
        do
        {
            page = await ListAsync(query with { ByCursor = true, After = after });
            seen.AddRange(page.Users.Select(NameOf));
            after = page.Users.Count > 0 ? page.Users[^1].Position : after;
        }
        while (page.HasMore);
        return seen;
    }
}

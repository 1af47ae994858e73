using System.Globalization;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Storage.Contracts;

/// <summary>Fills an account.</summary>
public static class Population
{
    /// <summary>Creates users one after the other, a minute apart, so that they are listed in the order given.</summary>
    public static async Task<IReadOnlyList<UserRecord>> FillAsync(
        this Ports ports, AccountId account, IEnumerable<Func<DateTimeOffset, UserRecord>> users, CancellationToken cancellationToken)
    {
        await ports.Accounts.CreateAsync(account, Sample.Start, null, Strictness.Lenient, cancellationToken);
        var row = (await ports.Accounts.FindAsync(account, cancellationToken))!;
        var created = new List<UserRecord>();
        foreach (var make in users)
        {
            var user = make(Sample.Start.AddMinutes(created.Count));
            row = (await ports.Users.WriteAsync(account, Sample.Creation(row, user), cancellationToken)).Row!;
            created.Add(user);
        }
        return created;
    }

    /// <summary>Creates users <c>user0</c>, <c>user1</c> and so on.</summary>
    public static Task<IReadOnlyList<UserRecord>> FillAsync(
        this Ports ports, AccountId account, int count, CancellationToken cancellationToken) =>
        ports.FillAsync(account, Enumerable.Range(0, count).Select(Numbered), cancellationToken);

    private static Func<DateTimeOffset, UserRecord> Numbered(int number) => created =>
        Sample.User(string.Create(CultureInfo.InvariantCulture, $"user{number}"), created: created);
}

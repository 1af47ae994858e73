using Scim.Benchmarks.Parts;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using static System.FormattableString;

namespace Scim.Benchmarks.Load;

/// <summary>What an instance's remembered users take, after many were written: in one account, and in a hundred.</summary>
internal static class RememberedMode
{
    private const double MiB = 1024 * 1024;

    /// <param name="users">How many are written.</param>
    public static void Run(int users)
    {
        System.Console.WriteLine(Invariant($"## {users:N0} users written, all of them read\n"));
        System.Console.WriteLine(MarkdownTable.Of(
            ["accounts", "MiB of heap"], [["1", Grows(users, accounts: 1)], ["100", Grows(users, accounts: 100)]]));
    }

    private static double Grows(int users, int accounts)
    {
        AccountId[] names = [.. Enumerable.Range(0, accounts).Select(number => AccountId.Parse(Invariant($"account-{number}")))];
        User(0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var remembered = new RememberedUsers(TimeProvider.System);
        for (var number = 0; number < users; number++)
            remembered.Note(names[number % accounts], User(number));
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(remembered);
        return (after - before) / MiB;
    }

    private static UserRecord User(int number)
    {
        var now = TimeProvider.System.GetUtcNow();
        var user = new UserRecord
        {
            Id = UserId.New(now),
            Created = now,
            LastModified = now,
            Version = WriteId.New(now),
            WaitingForLicence = false,
            EmailIsDerived = false,
            Document = ResourceWriter.ToUtf8(People.Read(number)),
            ETag = Invariant($"W/\"datetime'2026-11-28T18%3A00%3A00.{number:D7}Z'\""),
        };
        user.In(UserType.Default); // As a change or an answer reads it.
        return user;
    }
}

using Moq;
using Scim.Operations.Checks;
using Scim.Operations.Clients;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Tokens;

namespace Scim.Operations.Tests.Checks;

public sealed class IntegrityChecksTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Access_is_told_of_before_tables_and_accounts()
    {
        await using var site = await OperatorSite.StartAsync();
        var (access, table, user) = (Of(FindingKind.WriteRefused), Of(FindingKind.MissingTable), Of(FindingKind.UserNameKey));
        Finds(site, check => check.CheckAccessAsync(It.IsAny<CancellationToken>()), access);
        Finds(site, check => check.CheckTablesAsync(false, It.IsAny<CancellationToken>()), table);
        Finds(site, check => check.CheckAsync(OperatorSite.Acme, false, It.IsAny<CancellationToken>()), user);
        var checks = site.Get<IntegrityChecks>();

        var findings = await checks.CheckAsync(await checks.ChooseAsync(account: null, Cancel), Cancel).ToListAsync(Cancel);

        Assert.Equal([access, table, user], findings);
    }

    [Fact]
    public async Task Nothing_is_repaired_by_a_wrong_clock()
    {
        await using var site = await OperatorSite.StartAsync();
        site.Integrity.Setup(check => check.CheckClockAsync(It.IsAny<CancellationToken>())).ReturnsAsync(Of(FindingKind.Clock));

        await Assert.ThrowsAsync<OperationRefusedException>(
            async () => await site.Get<IntegrityChecks>().RepairAsync([OperatorSite.Acme], Cancel).CountAsync(Cancel));

        site.Integrity.Verify(check => check.CheckTablesAsync(It.IsAny<bool>(), It.IsAny<CancellationToken>()), Times.Never);
        site.Integrity.Verify(
            check => check.CheckAsync(It.IsAny<AccountId>(), It.IsAny<bool>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Theory]
    [InlineData(31, 0, 0)]
    [InlineData(30, 0, 1)]
    [InlineData(60, 29, 0)]
    [InlineData(60, 30, 1)]
    [InlineData(60, 61, 1)]
    public async Task A_secret_is_told_of_from_30_days_before_its_end(int days, int passed, int count)
    {
        await using var site = await OperatorSite.StartAsync();
        Finds(site, check => check.CheckAccessAsync(It.IsAny<CancellationToken>()));
        Finds(site, check => check.CheckTablesAsync(false, It.IsAny<CancellationToken>()));
        Finds(site, check => check.CheckAsync(OperatorSite.Acme, false, It.IsAny<CancellationToken>()));
        var wanted = new NewClient(OperatorSite.Acme) { SecretLifetime = TimeSpan.FromDays(days) };
        var client = (await site.Get<ClientOperations>().CreateAsync(wanted, Cancel)).Client.Id;
        site.Time.Advance(TimeSpan.FromDays(passed));

        var findings = await site.Get<IntegrityChecks>().CheckAsync([OperatorSite.Acme], Cancel).ToListAsync(Cancel);

        Assert.Equal(
            Enumerable.Repeat<(FindingKind, ClientId?)>((FindingKind.SecretEnding, client), count),
            findings.Select(finding => (finding.Kind, finding.Client)));
        Assert.Empty(await site.Get<IntegrityChecks>().CheckAsync([], Cancel).ToListAsync(Cancel));
    }

    private static Finding Of(FindingKind kind) => new(null, kind, "a subject", null, FindingState.Found);

    private static void Finds(
        OperatorSite site,
        System.Linq.Expressions.Expression<Func<IIntegrityCheck, IAsyncEnumerable<Finding>>> asked,
        params Finding[] found) =>
        site.Integrity.Setup(asked).Returns(() => found.ToAsyncEnumerable());
}

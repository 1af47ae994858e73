using Moq;
using Scim.Operations.Checks;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;

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

    private static Finding Of(FindingKind kind) => new(null, kind, "a subject", null, FindingState.Found);

    private static void Finds(
        OperatorSite site, System.Linq.Expressions.Expression<Func<IIntegrityCheck, IAsyncEnumerable<Finding>>> asked, Finding finding) =>
        site.Integrity.Setup(asked).Returns(new[] { finding }.ToAsyncEnumerable());
}

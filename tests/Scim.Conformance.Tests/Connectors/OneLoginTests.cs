using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.Connectors;

public sealed class OneLoginTests(ConformanceService service) : ConnectorTest(service)
{
    [Theory, MemberData(nameof(Accounts))]
    public Task Template_of_core_2_0_provisions_changes_and_deletes(AccountUnderTest account) => PlayAsync(account);

    [Theory, MemberData(nameof(Accounts))]
    public Task Template_of_core_1_0_is_taken(AccountUnderTest account) => PlayAsync(account);
}

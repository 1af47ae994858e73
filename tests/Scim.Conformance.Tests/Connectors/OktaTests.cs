using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.Connectors;

public sealed class OktaTests(ConformanceService service) : ConnectorTest(service)
{
    [Theory, MemberData(nameof(Accounts))]
    public Task Wizard_app_provisions_and_deactivates_by_PUT(AccountUnderTest account) => PlayAsync(account);

    [Theory, MemberData(nameof(Accounts))]
    public Task Catalogue_app_deactivates_and_activates_by_PATCH(AccountUnderTest account) => PlayAsync(account);

    [Theory, MemberData(nameof(Accounts))]
    public Task Is_told_that_a_userName_is_taken(AccountUnderTest account) => PlayAsync(account);

    [Fact]
    public Task Wizard_app_has_attributes_in_a_namespace_of_its_own() => PlayAsync(AccountUnderTest.WithSchemas);

    [Theory, MemberData(nameof(Accounts))]
    public async Task Imports_all_users_page_by_page(AccountUnderTest account) =>
        await PlayAsync(await SignInAsync(await StartHostAsync(), account));
}

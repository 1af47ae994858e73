using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.Connectors;

public sealed class OktaTests(ConformanceService service) : ConnectorTest(service)
{
    [Fact]
    public Task Wizard_app_provisions_and_deactivates_by_PUT() => PlayAsync();

    [Fact]
    public Task Catalogue_app_deactivates_and_activates_by_PATCH() => PlayAsync();

    [Fact]
    public Task Is_told_that_a_userName_is_taken() => PlayAsync();

    [Fact]
    public async Task Imports_all_users_page_by_page() => await PlayAsync(await SignInAsync(await StartHostAsync()));
}

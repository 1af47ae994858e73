using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.Connectors;

public sealed class OneLoginTests(ConformanceService service) : ConnectorTest(service)
{
    [Fact]
    public Task Template_of_core_2_0_provisions_changes_and_deletes() => PlayAsync();

    [Fact]
    public Task Template_of_core_1_0_is_taken() => PlayAsync();
}

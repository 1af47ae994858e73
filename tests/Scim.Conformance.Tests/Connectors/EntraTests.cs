using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.Connectors;

public sealed class EntraTests(ConformanceService service) : ConnectorTest(service)
{
    [Fact]
    public Task Provisions_changes_and_removes_a_user() => PlayAsync();

    [Fact]
    public Task Provisions_a_user_with_the_flag_aadOptscim062020() => PlayAsync();

    [Fact]
    public Task Creates_the_entry_that_a_value_path_determines() => PlayAsync();

    [Fact]
    public Task Sets_and_clears_the_manager_in_every_form() => PlayAsync();

    [Fact]
    public Task Patches_extension_attributes_by_every_path() => PlayAsync();

    [Fact]
    public Task Unassigns_values_with_null_and_empty_text() => PlayAsync();

    [Fact]
    public Task Removes_values_by_filter_and_by_list() => PlayAsync();

    [Fact]
    public Task Finds_a_user_by_every_matching_attribute() => PlayAsync();

    [Fact]
    public Task Names_extension_attributes_without_their_URN() => PlayAsync();

    [Fact]
    public Task Sends_values_in_lists_and_as_JSON_in_text() => PlayAsync();

    [Fact]
    public Task Asks_for_attributes_with_a_filter() => PlayAsync();

    [Fact]
    public Task Repeats_what_is_read_only() => PlayAsync();

    [Fact]
    public Task Is_told_that_a_userName_is_taken_and_may_use_it_after_a_deletion() => PlayAsync();
}

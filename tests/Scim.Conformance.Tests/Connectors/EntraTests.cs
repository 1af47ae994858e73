using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.Connectors;

public sealed class EntraTests(ConformanceService service) : ConnectorTest(service)
{
    [Theory, MemberData(nameof(Accounts))]
    public Task Provisions_changes_and_removes_a_user(AccountUnderTest account) => PlayAsync(account);

    [Theory, MemberData(nameof(Accounts))]
    public Task Provisions_a_user_with_the_flag_aadOptscim062020(AccountUnderTest account) => PlayAsync(account);

    [Theory, MemberData(nameof(Accounts))]
    public Task Creates_the_entry_that_a_value_path_determines(AccountUnderTest account) => PlayAsync(account);

    [Theory, MemberData(nameof(Accounts))]
    public Task Sets_and_clears_the_manager_in_every_form(AccountUnderTest account) => PlayAsync(account);

    [Theory, MemberData(nameof(Accounts))]
    public Task Patches_extension_attributes_by_every_path(AccountUnderTest account) => PlayAsync(account);

    [Theory, MemberData(nameof(Accounts))]
    public Task Unassigns_values_with_null_and_empty_text(AccountUnderTest account) => PlayAsync(account);

    [Theory, MemberData(nameof(Accounts))]
    public Task Removes_values_by_filter_and_by_list(AccountUnderTest account) => PlayAsync(account);

    [Theory, MemberData(nameof(Accounts))]
    public Task Finds_a_user_by_every_matching_attribute(AccountUnderTest account) => PlayAsync(account);

    [Theory, MemberData(nameof(Accounts))]
    public Task Names_extension_attributes_without_their_URN(AccountUnderTest account) => PlayAsync(account);

    [Theory, MemberData(nameof(Accounts))]
    public Task Sends_values_in_lists_and_as_JSON_in_text(AccountUnderTest account) => PlayAsync(account);

    [Theory, MemberData(nameof(Accounts))]
    public Task Asks_for_attributes_with_a_filter(AccountUnderTest account) => PlayAsync(account);

    [Theory, MemberData(nameof(Accounts))]
    public Task Repeats_what_is_read_only(AccountUnderTest account) => PlayAsync(account);

    [Fact]
    public Task Maps_attributes_to_schemas_of_the_account_s_own() => PlayAsync(AccountUnderTest.WithSchemas);

    [Theory, MemberData(nameof(Accounts))]
    public Task Is_told_that_a_userName_is_taken_and_may_use_it_after_a_deletion(AccountUnderTest account) => PlayAsync(account);
}

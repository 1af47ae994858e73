namespace Scim.Operations.Tests;

public sealed class OperationsServicesTests
{
    public static TheoryData<Type> Groups =>
        [.. typeof(IOperations).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IOperations)))];

    [Theory]
    [MemberData(nameof(Groups))]
    public async Task Every_group_of_use_cases_can_be_had(Type group)
    {
        await using var site = await OperatorSite.StartAsync();

        Assert.NotNull(site.Get<IServiceProvider>().GetService(group));
    }

    [Theory]
    [InlineData("System.Console")]
    [InlineData("System.CommandLine")]
    [InlineData("Spectre.Console")]
    public void Nothing_here_knows_a_terminal(string assembly) =>
        Assert.DoesNotContain(typeof(IOperations).Assembly.GetReferencedAssemblies(), needed => needed.Name == assembly);
}

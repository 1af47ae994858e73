using System.Reflection;
using Scim.Storage.Contracts;

namespace Scim.Storage.InMemory.Tests;

public sealed class ContractsTests
{
    [Fact]
    public void Every_contract_is_held()
    {
        var contracts = typeof(StorageContract).Assembly.GetTypes().Where(HasTests).ToList();
        var held = typeof(ContractsTests).Assembly.GetTypes().Select(type => type.BaseType).ToHashSet();

        Assert.NotEmpty(contracts);
        Assert.All(contracts, contract => Assert.Contains(contract, held));
    }

    private static bool HasTests(Type type) =>
        type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Any(
            method => method.IsDefined(typeof(FactAttribute)));
}

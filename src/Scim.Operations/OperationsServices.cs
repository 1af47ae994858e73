using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Scim.Operations;

/// <summary>Registers the services of this project.</summary>
public static class OperationsServices
{
    private static IEnumerable<Type> All => typeof(OperationsServices).Assembly.GetTypes()
        .Where(static type => type.IsClass && type.IsAssignableTo(typeof(IOperations)));

    /// <summary>
    /// Adds the operator's use cases, which need the services of <c>Scim.Provisioning</c> and the ports of a storage project.
    /// </summary>
    public static IServiceCollection AddScimOperations(this IServiceCollection services)
    {
        foreach (var type in All) services.TryAddSingleton(type);
        return services;
    }

    /// <summary>Adds the use cases that another provider has, which stays their owner.</summary>
    public static IServiceCollection AddScimOperationsOf(this IServiceCollection services, IServiceProvider owner)
    {
        foreach (var type in All) services.TryAddSingleton(type, _ => owner.GetRequiredService(type));
        return services;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Scim.Operations;

/// <summary>Registers the services of this project.</summary>
public static class OperationsServices
{
    /// <summary>
    /// Adds the operator's use cases, which need the services of <c>Scim.Provisioning</c> and the ports of a storage project.
    /// </summary>
    public static IServiceCollection AddScimOperations(this IServiceCollection services)
    {
        foreach (var type in typeof(OperationsServices).Assembly.GetTypes())
        {
            if (type.IsClass && type.IsAssignableTo(typeof(IOperations))) services.TryAddSingleton(type);
        }
        return services;
    }
}

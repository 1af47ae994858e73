using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Scim.Events.Signing;

namespace Scim.Events;

/// <summary>Registers the services of this project.</summary>
public static class EventServices
{
    /// <summary>Adds what brings events from the outbox to their receivers.</summary>
    /// <param name="services">The services of the host, with storage and provisioning.</param>
    /// <param name="options">The settings.</param>
    public static IServiceCollection AddScimEvents(this IServiceCollection services, EventOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.TryAddSingleton<SigningKeyRing>();
        return services;
    }
}

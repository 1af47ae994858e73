using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Scim.Events.Handout;
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
        services.TryAddSingleton<EventTokens>();
        services.TryAddSingleton<EventSelection>();
        services.TryAddSingleton<SettingAside>();
        services.TryAddSingleton<OutlivedEvents>();
        return services;
    }
}

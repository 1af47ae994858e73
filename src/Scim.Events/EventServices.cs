using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Scim.Events.Handout;
using Scim.Events.Push;
using Scim.Events.Signing;
using Scim.Provisioning.Events;
using Scim.Provisioning.Streams;

namespace Scim.Events;

/// <summary>Registers the services of this project.</summary>
public static class EventServices
{
    /// <summary>Adds what brings events from the outbox to their receivers; what is there already stays.</summary>
    /// <param name="services">The services of the host, with storage and provisioning.</param>
    /// <param name="options">The settings.</param>
    public static IServiceCollection AddScimEvents(this IServiceCollection services, EventOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(options);
        services.TryAddSingleton<SigningKeyRing>();
        services.TryAddSingleton<EventSelection>();
        services.TryAddSingleton<EventTokens>();
        services.TryAddSingleton<OutlivedEvents>();
        services.TryAddSingleton<SettingAside>();
        services.TryAddSingleton(new EventIssuer(configured: null));
        services.TryAddSingleton(new PushAddresses(options.AllowPrivateAddresses));
        services.TryAddSingleton<IPushSender, PushSender>();
        services.TryAddSingleton<StreamLog>();
        services.TryAddSingleton<SessionServices>();
        services.TryAddSingleton(provider => new PushDispatcher(
            provider.GetRequiredService<IStreamStore>(),
            provider.GetRequiredService<CommitSignals>(),
            provider.GetRequiredService<SessionServices>()));
        services.TryAddSingleton(provider => new StreamSweep(
            provider.GetRequiredService<IStreamStore>(),
            provider.GetRequiredService<PushDispatcher>(),
            provider.GetRequiredService<SessionServices>()));
        services.TryAddSingleton<DeliveryNotes>();
        services.TryAddSingleton<AcknowledgedEvents>();
        return services;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Computing;
using Scim.Provisioning.Events;
using Scim.Provisioning.Federation;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Upkeep;
using Scim.Provisioning.Users;

namespace Scim.Provisioning;

/// <summary>Registers the services of this project.</summary>
public static class ProvisioningServices
{
    /// <summary>
    /// Adds authentication, metering and provisioning. The store ports come from a storage project; the clock is
    /// <see cref="TimeProvider.System"/> unless another is registered.
    /// </summary>
    public static IServiceCollection AddScimProvisioning(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<EndingSecrets>();
        services.TryAddSingleton<Authenticator>();
        services.TryAddSingleton<TokenService>();
        services.TryAddSingleton<ClientService>();
        services.TryAddSingleton<FailedAttempts>();
        services.TryAddSingleton(new KeySetAddresses());
        services.TryAddSingleton<IKeySetSource, HttpKeySetSource>();
        services.TryAddSingleton<KeySets>();
        services.TryAddSingleton(provider => new FederatedClients(
            provider.GetRequiredService<IClientStore>(),
            provider.GetRequiredService<KeySets>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FederatedClients>>()));
        services.TryAddSingleton<RequestMeter>();
        services.TryAddSingleton<IdleBuckets>();
        services.TryAddSingleton<ExpiredTokens>();
        services.TryAddSingleton(new Retention());
        services.TryAddSingleton<UpkeepLog>();
        services.TryAddSingleton<UpkeepSweep>();
        services.TryAddSingleton<RememberedAccounts>();
        services.TryAddSingleton(provider => new ComputingPlaces(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<CommitSignals>();
        services.TryAddSingleton<UserService>();
        services.TryAddSingleton<UserLoader>();
        return services;
    }
}

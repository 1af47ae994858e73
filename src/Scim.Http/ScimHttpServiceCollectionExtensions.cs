using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scim.Events;
using Scim.Http.Addresses;
using Scim.Http.Events;
using Scim.Http.Health;
using Scim.Http.Logging;
using Scim.Http.OAuth;
using Scim.Http.OpenApi;
using Scim.Http.Pipeline;
using Scim.Http.Recording;
using Scim.Http.Routing;
using Scim.Provisioning.Events;
using Scim.Provisioning.Federation;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Http;

/// <summary>Composes the HTTP layer.</summary>
public static class ScimHttpServiceCollectionExtensions
{
    /// <summary>
    /// Adds the handlers, and keeps what requests hold out of the logs of the host's libraries. The services of Scim.Provisioning and the
    /// stores are added beside it.
    /// </summary>
    public static IServiceCollection AddScimHttp(this IServiceCollection services, Action<ScimHttpOptions>? configure = null)
    {
        services.AddOptions<ScimHttpOptions>()
            .Configure(options => configure?.Invoke(options))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScimHttpOptions>, ScimHttpOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, LogPrivacy>();
        services.TryAddSingleton(new OwnHosts());
        services.AddSingleton<PublicUrl>();
        services.AddSingleton<ClientAddresses>();
        services.AddSingleton(provider => new ClientVerification(
            provider.GetRequiredService<TokenService>(),
            provider.GetRequiredService<FederatedClients>(),
            provider.GetRequiredService<FailedAttempts>(),
            provider.GetRequiredService<RequestMeter>(),
            provider.GetRequiredService<ClientAddresses>()));
        services.AddRecording();
        services.AddSingleton<RequestGuard>();
        services.AddSingleton<ScimPipeline>();
        services.AddSingleton(_ => new ApiDocuments(RouteTable.Routes));
        services.AddSingleton<StorageHealth>();
        services.AddScimEvents(new EventOptions()); // Unless the host has added them with its settings.
        services.AddSingleton<KnownStreams>();
        services.AddSingleton(provider => new WaitingPolls(
            provider.GetRequiredService<CommitSignals>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<IHostApplicationLifetime>()));
        services.AddSingleton<PollsAhead>();
        services.AddSingleton<EventPolls>();
        return services.AddRequestHandlers();
    }
}

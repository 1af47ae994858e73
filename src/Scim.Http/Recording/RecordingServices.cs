using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Requests;

namespace Scim.Http.Recording;

/// <summary>Registers the recording of requests.</summary>
internal static class RecordingServices
{
    /// <summary>Adds it. Requests are recorded where a store of the log of requests (<see cref="IRequestLog"/>) is registered.</summary>
    public static IServiceCollection AddRecording(this IServiceCollection services)
    {
        services.AddSingleton<WaitingRecords>();
        services.AddSingleton(provider => new RequestRecorder(
            provider.GetService<IRequestLog>() is { } log ? new LogEntries(log) : null,
            provider.GetRequiredService<WaitingRecords>(),
            provider.GetRequiredService<RememberedAccounts>(),
            provider.GetRequiredService<ILogger<RequestRecorder>>()));
        services.AddSingleton<RecordWriter>();
        services.AddHostedService<RecordingService>();
        return services;
    }
}

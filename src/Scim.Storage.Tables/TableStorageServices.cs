using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Users;
using Scim.Storage.Tables.Accounts;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Events;
using Scim.Storage.Tables.Integrity;
using Scim.Storage.Tables.Metering;
using Scim.Storage.Tables.Requests;
using Scim.Storage.Tables.Tokens;
using Scim.Storage.Tables.Users;

namespace Scim.Storage.Tables;

/// <summary>Registers the stores over Azure Table Storage.</summary>
public static class TableStorageServices
{
    /// <summary>
    /// Registers every port of <c>Scim.Provisioning</c> that storage implements, and <see cref="TimeProvider.System"/> unless a clock
    /// is registered. The tables are created by the first write that misses them, and by <see cref="IStorageProbe"/>.
    /// </summary>
    /// <exception cref="OptionsValidationException">The options are wrong; the message says all that is.</exception>
    public static IServiceCollection AddScimTableStorage(this IServiceCollection services, TableStorageOptions options)
    {
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new TableSet(options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(options.Limits);
        services.AddSingleton<IAccountStore, TableAccountStore>();
        services.AddSingleton<IAuditRetention, TableAuditRetention>();
        services.AddSingleton<IClientStore, TableClientStore>();
        services.AddSingleton<ITokenStore, TableTokenStore>();
        services.AddSingleton<ITokenBucketStore, TableTokenBucketStore>();
        services.AddSingleton<IUserStore, TableUserStore>();
        services.AddSingleton<IOutbox, TableOutbox>();
        services.AddSingleton<IStreamStore, TableStreamStore>();
        services.AddSingleton<IRequestLog, TableRequestLog>();
        services.AddSingleton<IStorageProbe, TableProbe>();
        services.AddSingleton<IIntegrityCheck, TableIntegrityCheck>();
        return services;
    }
}

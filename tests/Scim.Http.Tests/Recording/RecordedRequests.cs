using Microsoft.Extensions.DependencyInjection;
using Scim.Http.Recording;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Testing;

namespace Scim.Http.Tests.Recording;

/// <summary>What a service has written into its log of requests.</summary>
internal static class RecordedRequests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Lets time pass until so many requests of the account are in the counts; its entries then, the oldest first.</summary>
    public static async Task<IReadOnlyList<LoggedRequest>> EntriesAsync(this TestService service, int requests, AccountId? account = null)
    {
        await service.CountsAsync(requests, account);
        return [.. (await service.Storage.Requests.ReadAsync(account ?? TestService.Account, null, null, Cancel).ToListAsync(Cancel))
            .OrderBy(entry => entry.When).ThenBy(entry => entry.BulkPlace)];
    }

    /// <summary>Lets time pass until so many requests of the account are in the counts; these.</summary>
    public static async Task<IReadOnlyList<RequestTraffic>> CountsAsync(this TestService service, int requests, AccountId? account = null)
    {
        List<RequestTraffic> counts = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                counts = await service.Storage.Requests.ReadTrafficAsync(account ?? TestService.Account, null, Cancel).ToListAsync(Cancel);
                if (counts.Sum(minute => minute.Denied + minute.Answered.Sum(answered => answered.Count)) >= requests)
                    return true;
                service.Time.Advance(counts.Count == 0 ? RecordWriter.Pace : WaitingRecords.CountsEvery);
                return false;
            },
            Cancel);
        Assert.Equal(requests, counts.Sum(minute => minute.Denied + minute.Answered.Sum(answered => answered.Count)));
        return counts;
    }

    /// <summary>What waits to be written.</summary>
    public static WaitingRecords Waiting(this TestService service) => service.Services.GetRequiredService<WaitingRecords>();

    /// <summary>Has the account of the tests log what it is told.</summary>
    public static async Task SetAsync(this TestService service, AccountSettings settings)
    {
        var row = await service.Storage.Users.FindAsync(TestService.Account, Cancel);
        Assert.NotNull(await service.Storage.Users.UpdateSettingsAsync(row!, row!.LicencesOwned, settings, Cancel)); // It was created.
    }
}

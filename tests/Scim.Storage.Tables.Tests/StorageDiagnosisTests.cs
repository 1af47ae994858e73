using Azure;
using Azure.Identity;
using Scim.Provisioning;

namespace Scim.Storage.Tables.Tests;

public sealed class StorageDiagnosisTests
{
    private static readonly TableStorageOptions Options = new() { Endpoint = new Uri("https://name.table.core.windows.net") };

    public static TheoryData<Exception, string> Failures => new()
    {
        {
            new StorageUnavailableException("No answer.", new HttpRequestException()),
            "The table storage at https://name.table.core.windows.net/ does not answer."
        },
        {
            new StorageUnavailableException("No answer.", new RequestFailedException(500, "")),
            "The table storage at https://name.table.core.windows.net/ does not answer."
        },
        {
            new StorageUnavailableException("Refused.", new RequestFailedException(403, "")),
            "The table storage at https://name.table.core.windows.net/ refuses access (403)."
        },
        {
            new AuthenticationFailedException(""),
            "The table storage at https://name.table.core.windows.net/ refuses access (no Azure credential works)."
        },
        {
            new StorageUnavailableException("Other writers were faster every time."),
            "Other writers were faster every time. Run the command again."
        },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Says_what_to_do_about_what_happened(Exception failure, string begins) =>
        Assert.StartsWith(begins, StorageDiagnosis.AdviceFor(failure, Options), StringComparison.Ordinal);
}

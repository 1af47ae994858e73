using Azure;
using Azure.Data.Tables;
using Azure.Identity;
using Scim.Provisioning;

namespace Scim.Storage.Tables;

/// <summary>Says in one line why storage cannot be used, and what to do about it.</summary>
public static class StorageDiagnosis
{
    /// <summary>Explains a failure. Nothing of the key or the credential is repeated.</summary>
    public static string AdviceFor(Exception failure, TableStorageOptions options) => (RefusalOf(failure), failure) switch
    {
        ({ } code, _) => Refused(AddressOf(options), code),
        // It answered all along.
        (_, StorageUnavailableException { InnerException: null }) => $"{failure.Message} Run the command again.",
        _ => $"The table storage at {AddressOf(options)} does not answer. Check TableStorage:ConnectionString or TableStorage:Endpoint.",
    };

    /// <summary>Says that storage refuses access.</summary>
    /// <param name="address">The address of the table service.</param>
    /// <param name="code">What <see cref="RefusalOf"/> gave.</param>
    public static string Refused(string address, string code) =>
        $"The table storage at {address} refuses access ({code}). " +
        "Check the key in TableStorage:ConnectionString, or for TableStorage:Endpoint sign in with 'az login' " +
        "or 'azd auth login' and have the role Storage Table Data Contributor.";

    /// <summary>The code with which storage or the credential refused access; null if that is not what happened.</summary>
    public static string? RefusalOf(Exception failure) => failure switch
    {
        AuthenticationFailedException => "no Azure credential works",
        RequestFailedException { Status: 401 or 403 } refused => refused.ErrorCode ?? "403",
        { InnerException: { } inner } => RefusalOf(inner),
        _ => null,
    };

    /// <summary>The address of the table service, without anything secret.</summary>
    public static string AddressOf(TableStorageOptions options) =>
        (options.Endpoint ?? new TableServiceClient(options.ConnectionString).Uri).GetLeftPart(UriPartial.Path);
}

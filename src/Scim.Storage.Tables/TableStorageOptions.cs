using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.Extensions.Options;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Queries;

namespace Scim.Storage.Tables;

/// <summary>Where the tables are: a connection string, or an endpoint that is entered with the host's Azure identity.</summary>
public sealed partial record TableStorageOptions
{
    private const int LongestPrefix = 51;

    /// <summary>
    /// A storage connection string, as Azurite has one. Default null; exactly one of this and <see cref="Endpoint"/> is set.
    /// </summary>
    public string? ConnectionString { get; init; }

    /// <summary>
    /// The https address of the table service, such as <c>https://name.table.core.windows.net</c>, entered with
    /// <c>DefaultAzureCredential</c>. Default null.
    /// </summary>
    public Uri? Endpoint { get; init; }

    /// <summary>
    /// What the names of the tables begin with: at most 51 letters and digits, a letter first; may be empty. Default <c>Scim</c>.
    /// </summary>
    public string TablePrefix { get; init; } = "Scim";

    /// <summary>
    /// Wraps the HTTP handler that reaches storage, so that tests can count, lose, delay or refuse requests. Default null: nothing.
    /// </summary>
    public Func<HttpMessageHandler, HttpMessageHandler>? WrapTransport { get; init; }

    internal StorageTiming Timing { get; init; } = new();

    internal QueryLimits Limits { get; init; } = new();

    /// <summary>Says everything that is wrong, in one message.</summary>
    /// <exception cref="OptionsValidationException">Something is wrong.</exception>
    public void Validate()
    {
        var errors = Errors().ToList();
        if (errors.Count > 0)
            throw new OptionsValidationException(nameof(TableStorageOptions), typeof(TableStorageOptions), errors);
    }

    /// <summary>Says everything that is wrong; nothing if all is right.</summary>
    public IEnumerable<string> Errors()
    {
        if (string.IsNullOrWhiteSpace(ConnectionString) == (Endpoint is null))
            yield return "Set exactly one of ConnectionString and Endpoint.";
        if (!string.IsNullOrWhiteSpace(ConnectionString) && !IsConnectionString(ConnectionString))
            yield return "ConnectionString is no storage connection string.";
        if (Endpoint is not null && !(Endpoint.IsAbsoluteUri && Endpoint.Scheme == Uri.UriSchemeHttps))
            yield return "Endpoint must be an absolute https address.";
        if (Endpoint is not null && !HasCredential())
            yield return "AZURE_TOKEN_CREDENTIALS must be a credential such as ManagedIdentityCredential, AzureCliCredential "
                + "or AzureDeveloperCliCredential.";
        if (!IsTablePrefix(TablePrefix))
            yield return $"TablePrefix must be at most {LongestPrefix} letters and digits, a letter first.";
    }

    /// <summary>True for what the names of tables may begin with.</summary>
    public static bool IsTablePrefix(string? text) => text?.Length <= LongestPrefix && PrefixPattern().IsMatch(text);

    /// <summary>True for the connection string of a storage account.</summary>
    public static bool IsConnectionString(string text)
    {
        try
        {
            return new TableServiceClient(text).Uri is not null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>
    /// False if the variable that chooses the Azure credential has no meaning: that is all that a credential checks when it is made.
    /// </summary>
    private static bool HasCredential()
    {
        try
        {
            return new DefaultAzureCredential() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A([A-Za-z][A-Za-z0-9]*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex PrefixPattern();
}

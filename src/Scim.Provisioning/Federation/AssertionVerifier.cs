using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Federation;

/// <summary>Verifies assertions of identity providers.</summary>
internal sealed class AssertionVerifier(KeySets keySets, TimeProvider time)
{
    private static readonly JsonWebTokenHandler Handler = new();

    /// <summary>
    /// The first thing that is wrong with an assertion; null if it is good. The key set is asked for only if all but the signature is
    /// right.
    /// </summary>
    /// <param name="text">The assertion.</param>
    /// <param name="trust">Whose it must be.</param>
    /// <param name="storage">The time for storage, which stands still while the key set is fetched; null if there is none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KeySetUnavailableException">Nobody can tell, for want of its key.</exception>
    public async Task<AssertionFault?> FindFaultAsync(
        string text, FederatedTrust trust, IStorageTime? storage, CancellationToken cancellationToken)
    {
        if (!Assertion.TryRead(text, out var assertion))
            return AssertionFault.Form;
        if ((assertion.FindHeaderFault() ?? assertion.FindClaimFault(trust, time.GetUtcNow())) is { } fault)
            return fault;
        if (await GetKeysAsync(trust.KeySet, assertion.KeyId, storage, cancellationToken) is not { } keys)
            return AssertionFault.KeySet;
        return keys.TryFind(assertion.KeyId, assertion.Algorithm, out var key)
            ?? (await IsSignedAsync(assertion, key) ? null : AssertionFault.Signature);
    }

    private async Task<KeySet?> GetKeysAsync(Uri address, string keyId, IStorageTime? storage, CancellationToken cancellationToken)
    {
        storage?.Pause();
        try
        {
            return await keySets.GetAsync(address, keyId, cancellationToken);
        }
        finally
        {
            storage?.RunOn();
        }
    }

    /// <summary>Looks at the signature only: the claims were compared before, more exactly than the library does.</summary>
    private static async Task<bool> IsSignedAsync(Assertion assertion, JsonWebKey? key)
    {
        var result = await Handler.ValidateTokenAsync(assertion.Text, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidAlgorithms = [assertion.Algorithm],
            TryAllIssuerSigningKeys = false,
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
            LogValidationExceptions = false,
        });
        return result.IsValid;
    }
}

using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Tokens;

namespace Scim.Provisioning.Tests;

/// <summary>A read that several requests share ends as an outage, since its deadline is none of theirs.</summary>
public sealed class StorageDeadlineTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly SemaphoreSlim _asked = new(0);

    public void Dispose() => _asked.Dispose();

    [Fact]
    public async Task A_token_that_is_never_read_is_an_outage()
    {
        var tokens = new Mock<ITokenStore>();
        tokens.Setup(store => store.FindAsync(It.IsAny<SecretHash>(), It.IsAny<CancellationToken>()))
            .Returns((SecretHash _, CancellationToken deadline) => NeverAsync<StsToken>(deadline));
        using var authenticator = new Authenticator(tokens.Object, Mock.Of<IClientStore>(), _time);

        await AssertOutageAsync(
            authenticator.AuthenticateAsync(TokenText.Draw(), () => ClientAddress.Shared, storage: null, CancellationToken.None));
    }

    [Fact]
    public async Task An_account_that_is_never_read_is_an_outage()
    {
        var accounts = new Mock<IAccountStore>();
        accounts.Setup(store => store.FindAsync(It.IsAny<AccountId>(), It.IsAny<CancellationToken>()))
            .Returns((AccountId _, CancellationToken deadline) => NeverAsync<AccountSnapshot>(deadline));
        using var directory = new RememberedAccounts(accounts.Object, _time);

        await AssertOutageAsync(directory.RulesAsync(AccountId.Parse("acme"), atLeast: 0, CancellationToken.None).AsTask());
        await AssertOutageAsync(directory.RefreshAsync(AccountId.Parse("acme"), CancellationToken.None));
    }

    private async Task<T?> NeverAsync<T>(CancellationToken deadline)
        where T : class
    {
        _asked.Release();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, deadline);
        return null;
    }

    private async Task AssertOutageAsync<T>(Task<T> read)
    {
        await _asked.WaitAsync(TestContext.Current.CancellationToken);
        _time.Advance(StorageDeadline.Length);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => read);
    }
}

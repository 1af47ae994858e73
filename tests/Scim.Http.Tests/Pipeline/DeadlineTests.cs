using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Scim.Provisioning;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Users;
using Scim.Storage.InMemory;

namespace Scim.Http.Tests.Pipeline;

/// <summary>A request has one deadline, whatever it waits for; here storage took 5 of the 8 seconds to read the token.</summary>
public sealed class DeadlineTests
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    private readonly InMemoryTokenStore _stored = new();
    private readonly Mock<ITokenStore> _tokens = new();
    private readonly Mock<IUserStore> _users = new();
    private readonly TaskCompletionSource _reading = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SecretHash? _new;

    public DeadlineTests()
    {
        _tokens.Setup(store => store.AddAsync(It.IsAny<StsToken>(), It.IsAny<CancellationToken>()))
            .Returns((StsToken token, CancellationToken cancellationToken) => _stored.AddAsync(token, cancellationToken));
        _tokens.Setup(store => store.FindAsync(It.IsAny<SecretHash>(), It.IsAny<CancellationToken>()))
            .Returns(async (SecretHash hash, CancellationToken cancellationToken) =>
            {
                if (!hash.Equals(_new))
                {
                    _reading.TrySetResult();
                    await _read.Task;
                }
                return await _stored.FindAsync(hash, cancellationToken);
            });
    }

    [Fact]
    public async Task Moving_the_expiry_of_the_token_does_not_prolong_it()
    {
        _tokens.Setup(store => store.ExtendAsync(
                It.IsAny<StsToken>(), It.IsAny<DateTimeOffset>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
            .Returns((StsToken _, DateTimeOffset _, DateTimeOffset _, CancellationToken cancellationToken) =>
                HangAsync<StsToken>(cancellationToken));
        await using var service = await TestService.StartAsync(replace: services => services.AddSingleton(_tokens.Object));
        service.Time.Advance(TimeSpan.FromHours(2));
        await RememberTheAccountAsync(service);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service, () => service.GetAsync("/scim/v2/ServiceProviderConfig")));
    }

    [Fact]
    public async Task A_body_that_was_received_does_not_begin_it_again()
    {
        _users.Setup(store => store.FindAsync(It.IsAny<AccountId>(), It.IsAny<UserId>(), It.IsAny<CancellationToken>()))
            .Returns((AccountId _, UserId _, CancellationToken cancellationToken) => HangAsync<UserRecord>(cancellationToken));
        await using var service = await TestService.StartAsync(
            replace: services => services.AddSingleton(_tokens.Object).AddSingleton(_users.Object));

        var status = await StatusAsync(service, () => service.SendAsync(
            "PUT", $"{TestService.Users}/01900000-0000-7000-8000-000000000000", TestService.UserJson("ada@example.com")));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
    }

    /// <summary>
    /// Has the account's settings read for a token that is new, so that the renewal is all that the other's request waits for.
    /// </summary>
    private async Task RememberTheAccountAsync(TestService service)
    {
        var token = await service.IssueAsync(Caller.ScimScope);
        _new = SecretHash.Of(token);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/scim/v2/ServiceProviderConfig");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await service.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task<HttpStatusCode> StatusAsync(TestService service, Func<Task<HttpResponseMessage>> send)
    {
        var pending = send();
        await _reading.Task;
        service.Time.Advance(Slow);
        _read.SetResult();
        await _hangs.Task;
        service.Time.Advance(StorageDeadline.Length - Slow);
        using var response = await pending;
        return response.StatusCode;
    }

    private async Task<T?> HangAsync<T>(CancellationToken cancellationToken)
        where T : class
    {
        _hangs.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return null;
    }
}

using Moq;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;

namespace Scim.Provisioning.Tests.Users;

/// <summary>What was begun beside the meter, and the meter then refuses.</summary>
public sealed class CallContextTests
{
    private readonly TaskCompletionSource<OpenPage> _read = new();
    private bool _isClosed;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_that_comes_after_the_refusal_is_closed()
    {
        await RefuseAsync();
        var page = await OpenPage.StartAsync(
            new UserQuery { Type = UserType.Default }, Task.FromResult<int?>(1), OneAsync(), () => false, Stop);
        Assert.False(_isClosed);

        _read.SetResult(page);

        Assert.True(_isClosed);
    }

    private async Task RefuseAsync()
    {
        var users = new Mock<IUserStore>();
        users.Setup(store => store.OpenAsync(Instance.Account, It.IsAny<UserQuery>(), It.IsAny<CancellationToken>())).Returns(_read.Task);
        using var service = new Instance(users.Object, (await Instance.StorageAsync(null)).Users, TimeProvider.System)
        {
            Admission = Task.FromException(new ScimException(ScimError.TooManyRequests(1))),
        };

        Assert.Equal(429, (await Instance.RefusalAsync(() => service.ListAsync())).Status);
    }

    private async IAsyncEnumerable<UserRecord> OneAsync()
    {
        using var service = new Instance(await Instance.StorageAsync(null), TimeProvider.System);
        try
        {
            yield return await service.CreateAsync("a@x.org");
        }
        finally
        {
            _isClosed = true;
        }
    }
}

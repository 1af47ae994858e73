using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning.Accounts;
using Scim.Testing;
using Scim.Testing.Faults;
using static Scim.Testing.Faults.StorageFaultKinds;

namespace Scim.Resilience.Tests.LostAnswers;

/// <summary>Two instances of the service on the same tables: faults befall the requests of one, the other writes in between.</summary>
public abstract class TwoInstances : IAsyncLifetime
{
    private readonly string _tablePrefix = AzuriteInstance.NewTablePrefix();
    private readonly List<IDisposable> _clients = [];
    private ServiceInstance? _here;
    private ServiceInstance? _there;
    private Tenant? _tenant;

    /// <summary>What may befall one write in a row; each time it has happened once at the end.</summary>
    public static TheoryData<string> Mishaps => [.. Series.Keys];

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The instance under test.</summary>
    protected ServiceInstance Here => _here ?? throw new InvalidOperationException("The test has not begun.");

    /// <summary>The other instance.</summary>
    protected ServiceInstance There => _there ?? throw new InvalidOperationException("The test has not begun.");

    /// <summary>The account of both.</summary>
    protected Tenant Tenant => _tenant ?? throw new InvalidOperationException("The test has not begun.");

    /// <summary>A client of the instance under test.</summary>
    protected ScimClient Scim { get; private set; } = null!;

    /// <summary>A client of the other instance.</summary>
    protected ScimClient Other { get; private set; } = null!;

    private static Dictionary<string, StorageFault[]> Series { get; } = new()
    {
        ["lost"] = [AnswerLost],
        ["never sent"] = [NeverSent],
        ["lost, busy, lost"] = [AnswerLost, Refused(HttpStatusCode.ServiceUnavailable, "ServerBusy"), AnswerLost],
        ["never sent, lost, timed out"] = [NeverSent, AnswerLost, Refused(HttpStatusCode.InternalServerError, "OperationTimedOut")],
    };

    public async ValueTask InitializeAsync()
    {
        _here = await ServiceInstance.StartAsync(_tablePrefix);
        _there = await ServiceInstance.StartAsync(_tablePrefix);
        _tenant = await _here.AddTenantAsync("acme");
        Scim = ClientOf(_here, _tenant);
        Other = ClientOf(_there, _tenant);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        if (_here is not null) await _here.DisposeAsync();
        if (_there is not null) await _there.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static string UserJson(string userName, string familyName = "Lovelace") =>
        $$$"""{"userName":"{{{userName}}}","name":{"givenName":"Ada","familyName":"{{{familyName}}}"}}""";

    protected static string PatchJson(string attribute, string value) =>
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":["""
        + $$$"""{"op":"replace","path":"{{{attribute}}}","value":{{{value}}}}]}""";

    protected static string PathOf(ScimAnswer user) => $"/Users/{user.Text("id")}";

    protected static string? VersionOf(ScimAnswer user) => user.Body.GetProperty("meta").GetProperty("version").GetString();

    /// <summary>Plans a series for the next transaction of a user.</summary>
    protected void OnTransaction(string series) => OnTransaction(Series[series]);

    /// <summary>Plans faults for the next transactions of users. Only those are batches.</summary>
    protected void OnTransaction(params IEnumerable<StorageFault> faults) =>
        Here.Faults.On(request => request.RequestUri?.AbsolutePath.EndsWith("$batch", StringComparison.Ordinal) == true, faults);

    /// <summary>Plans a series for the next writes of a table.</summary>
    protected void OnWritesOf(string table, string series) => OnWritesOf(table, Series[series]);

    /// <summary>Plans faults for the next writes of a table.</summary>
    protected void OnWritesOf(string table, params IEnumerable<StorageFault> faults) => Here.Faults.On(
        request => request.Method != HttpMethod.Get && request.RequestUri?.AbsolutePath.Contains(table, StringComparison.Ordinal) == true,
        faults);

    /// <summary>A client that ends with the test.</summary>
    protected ScimClient ClientOf(ServiceInstance instance, Tenant tenant)
    {
        var client = instance.ClientOf(tenant);
        _clients.Add(client);
        return client;
    }

    /// <summary>Creates a user by the instance under test; faults come later.</summary>
    protected async Task<ScimAnswer> CreateAsync(string userName)
    {
        var created = await Scim.PostAsync("/Users", UserJson(userName), Cancel);
        Assert.Equal(HttpStatusCode.Created, created.Status);
        return created;
    }

    /// <summary>What the other instance does in between, which must succeed.</summary>
    protected static async Task<ScimAnswer> SucceedAsync(Task<ScimAnswer> request)
    {
        var answer = await request;
        Assert.True((int)answer.Status is >= 200 and < 300, $"{answer.Status} {answer.Body}");
        return answer;
    }

    /// <summary>Asserts that every fault has come, and that the users that are there are those counted.</summary>
    protected async Task AssertUsersAsync(params string[] userNames)
    {
        Assert.Equal(0, Here.Faults.Planned);
        var list = await Other.GetAsync("/Users", Cancel);
        var users = list.Body.GetProperty("Resources").EnumerateArray().ToList();
        Assert.Equal(userNames, users.Select(user => user.GetProperty("userName").GetString()).Order(StringComparer.Ordinal));
        var account = await There.Services.GetRequiredService<IAccountStore>().FindAsync(Tenant.Account, Cancel);
        Assert.Equal(users.Count, account?.Users);
        Assert.Equal(users.Count(user => user.GetProperty("active").GetBoolean()), account?.LicencesInUse);
    }
}

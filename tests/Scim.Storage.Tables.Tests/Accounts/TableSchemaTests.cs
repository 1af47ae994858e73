using Scim.Provisioning.Accounts;
using Scim.Storage.Contracts;
using static Scim.Testing.Faults.StorageFaultKinds;

namespace Scim.Storage.Tables.Tests.Accounts;

public sealed class TableSchemaTests : SchemaStoreContract
{
    private TestStorage _storage = null!;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_change_whose_answer_is_lost_is_made_once(int losses)
    {
        var asRead = await AccountAsync();
        var desk = Schema("desk", since: 1);
        _storage.Faults.OnWrites(Enumerable.Repeat(AnswerLost, losses));

        var written = await Ports.Accounts.ChangeSchemasAsync(asRead, Sample.Start.AddTicks(7), [desk], Cancel);

        Assert.Equal(0, _storage.Faults.Planned);
        Assert.Equal(new SchemaGeneration(1, Sample.Start.AddTicks(7)), written?.Schemas);
        Assert.Equal(await FindAccountAsync(), written);
        Assert.Single(await Ports.Accounts.FindSchemasAsync(Account, Cancel));
    }

    [Fact]
    public async Task A_change_that_another_was_made_before_is_refused_though_its_answer_was_lost()
    {
        var asRead = await AccountAsync();
        await using var other = _storage.Another();
        _storage.Faults.OnWrites(async (send, cancellationToken) =>
        {
            await other.Ports.Accounts.ChangeSchemasAsync(asRead, Sample.Start, [Schema("badge", since: 1)], cancellationToken);
            return await AnswerLost(send, cancellationToken);
        });

        Assert.Null(await Ports.Accounts.ChangeSchemasAsync(asRead, Sample.Start.AddTicks(7), [Schema("desk", since: 1)], Cancel));

        Assert.Equal("urn:acme:badge:User", Assert.Single(await Ports.Accounts.FindSchemasAsync(Account, Cancel)).Definition.Id);
    }

    protected override async Task<Ports> OpenAsync() => (_storage = await TestStorage.OpenAsync()).Ports;

    protected override async Task CloseAsync() => await _storage.DisposeAsync();
}

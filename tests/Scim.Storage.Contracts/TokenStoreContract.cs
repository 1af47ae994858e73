using Scim.Provisioning.Tokens;

namespace Scim.Storage.Contracts;

/// <summary>What every store of STS tokens must do.</summary>
public abstract class TokenStoreContract : StorageContract
{
    private static readonly SecretHash Hash = SecretHash.Of("a token");

    [Theory]
    [InlineData(31_556_952.0)]
    [InlineData(0.25)]
    public async Task A_token_is_found_as_added(double lifetime)
    {
        var token = Token() with { Lifetime = TimeSpan.FromSeconds(lifetime) };

        await Ports.Tokens.AddAsync(token, Cancel);

        AssertSame(token, await Ports.Tokens.FindAsync(Hash, Cancel));
    }

    [Fact]
    public async Task A_token_may_be_fixed()
    {
        var token = Token() with { IsFixed = true, Era = 3 };

        await Ports.Tokens.AddAsync(token, Cancel);

        AssertSame(token, await Ports.Tokens.FindAsync(Hash, Cancel));
    }

    [Fact]
    public async Task Adding_a_token_again_is_the_same_write()
    {
        await Ports.Tokens.AddAsync(Token(), Cancel);
        await Ports.Tokens.AddAsync(Token(), Cancel);

        Assert.Single(await Ports.Tokens.ListAsync(Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task An_unknown_token_is_null_and_cannot_be_revoked()
    {
        Assert.Null(await Ports.Tokens.FindAsync(Hash, Cancel));
        Assert.False(await Ports.Tokens.RevokeAsync(Hash, Cancel));
        await Ports.Tokens.AddAsync(Token() with { Hash = SecretHash.Of("another") }, Cancel);
        Assert.Null(await Ports.Tokens.FindAsync(Hash, Cancel));
        Assert.False(await Ports.Tokens.RevokeAsync(Hash, Cancel));
    }

    [Fact]
    public async Task A_use_moves_the_expiry()
    {
        var asRead = await AddAsync();

        var written = await Ports.Tokens.ExtendAsync(asRead, Sample.Start.AddHours(1), Sample.Start.AddHours(2), Cancel);

        Assert.Equal((Sample.Start.AddHours(1), Sample.Start.AddHours(2)), (written!.LastUsed, written.Expires));
        var found = await Ports.Tokens.FindAsync(Hash, Cancel);
        AssertSame(asRead with { LastUsed = Sample.Start.AddHours(1), Expires = Sample.Start.AddHours(2) }, found);
        Assert.Equal(found!.ETag, written.ETag);
    }

    [Fact]
    public async Task A_use_never_undoes_a_revocation()
    {
        var asRead = await AddAsync();
        Assert.True(await Ports.Tokens.RevokeAsync(Hash, Cancel));

        Assert.Null(await Ports.Tokens.ExtendAsync(asRead, Sample.Start.AddHours(1), Sample.Start.AddHours(2), Cancel));
        var found = await Ports.Tokens.FindAsync(Hash, Cancel);
        AssertSame(asRead with { Revoked = true }, found);
    }

    [Fact]
    public async Task A_revocation_never_loses_to_a_use()
    {
        var asRead = await AddAsync();

        var use = Ports.Tokens.ExtendAsync(asRead, Sample.Start.AddHours(1), Sample.Start.AddHours(2), Cancel);
        var revocation = Ports.Tokens.RevokeAsync(Hash, Cancel);
        await Task.WhenAll(use, revocation);

        Assert.True(await revocation);
        Assert.True((await Ports.Tokens.FindAsync(Hash, Cancel))!.Revoked);
    }

    [Fact]
    public async Task Revoking_twice_is_no_error()
    {
        await AddAsync();

        Assert.True(await Ports.Tokens.RevokeAsync(Hash, Cancel));
        Assert.True(await Ports.Tokens.RevokeAsync(Hash, Cancel));
    }

    [Fact]
    public async Task A_token_is_removed_only_as_it_was_read()
    {
        var asRead = await AddAsync();
        var used = await Ports.Tokens.ExtendAsync(asRead, Sample.Start, Sample.Start.AddDays(366), Cancel);

        Assert.False(await Ports.Tokens.RemoveAsync(asRead, Cancel));
        Assert.NotNull(await Ports.Tokens.FindAsync(Hash, Cancel));
        Assert.True(await Ports.Tokens.RemoveAsync(used!, Cancel));
        Assert.Null(await Ports.Tokens.FindAsync(Hash, Cancel));
        Assert.False(await Ports.Tokens.RemoveAsync(used!, Cancel));
    }

    private static StsToken Token() => new()
    {
        Hash = Hash,
        Account = Sample.Account,
        Client = Sample.Client,
        Scopes = ["scim"],
        Lifetime = TimeSpan.FromDays(365),
        Expires = Sample.Start.AddDays(365),
        LastUsed = Sample.Start,
    };

    private static void AssertSame(StsToken expected, StsToken? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Scopes, actual.Scopes);
        Assert.Equal(expected with { Scopes = [], ETag = "" }, actual with { Scopes = [], ETag = "" });
    }

    private async Task<StsToken> AddAsync()
    {
        await Ports.Tokens.AddAsync(Token(), Cancel);
        return (await Ports.Tokens.FindAsync(Hash, Cancel))!;
    }
}

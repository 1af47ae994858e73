using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Scim.Http.Answers;
using Scim.Protocol.Bodies;

namespace Scim.Http.Tests.Answers;

/// <summary>An answer whose body lies ready, and a client that does not take it.</summary>
public sealed class AnswerTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly PooledBuffer _body = new();
    private readonly DefaultHttpContext _context = new();
    private readonly Lifetime _lifetime = new();
    private readonly ServiceProvider _services;

    public AnswerTests()
    {
        _services = new ServiceCollection().AddSingleton<TimeProvider>(_time).BuildServiceProvider();
        _context.RequestServices = _services;
        _context.Features.Set<IHttpRequestLifetimeFeature>(_lifetime);
        _body.GetSpan(100_000);
        _body.Advance(100_000);
    }

    public void Dispose()
    {
        _body.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task A_client_that_takes_nothing_for_ten_seconds_is_cut_off_and_the_memory_comes_back()
    {
        _context.Response.Body = new StuckStream(new TaskCompletionSource().Task);

        var sending = new Answer(StatusCodes.Status200OK, _body).ExecuteAsync(_context);
        _time.Advance(PacedBody.MostIdle - TimeSpan.FromSeconds(1));
        Assert.False(sending.IsCompleted || _lifetime.IsAborted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await sending;

        Assert.True(_lifetime.IsAborted);
        Assert.Throws<ObjectDisposedException>(() => _body.Written);
    }

    [Fact]
    public async Task A_write_that_fails_gives_the_memory_back()
    {
        _context.Response.Body = new StuckStream(Task.FromException(new IOException()));

        await new Answer(StatusCodes.Status200OK, _body).ExecuteAsync(_context);

        Assert.Throws<ObjectDisposedException>(() => _body.Written);
    }

    [Fact]
    public async Task A_body_is_sent_whole_in_pieces()
    {
        using var received = new MemoryStream();
        _context.Response.Body = received;

        await new Answer(StatusCodes.Status200OK, _body).ExecuteAsync(_context);

        Assert.Equal((100_000, 100_000), (received.Length, _context.Response.ContentLength));
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public bool IsAborted { get; private set; }

        public void Abort() => IsAborted = true;
    }

    private sealed class StuckStream(Task write) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => new(write);
    }
}

using Microsoft.Extensions.Time.Testing;
using Scim.Events.Handout;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Events.Tests.Handout;

/// <summary>However writes, readings and removals meet: the first deliveries of each user are in order, and all are delivered.</summary>
public sealed class OrderTests
{
    private const int Seeds = 300;
    private const int Versions = 8;
    private const int Users = 4;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_deliveries_are_in_the_order_of_the_versions()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var run = new Run(seed, _time);
            await run.RunAsync();
            Assert.All(run.Delivered, user => Assert.True(IsInOrder(user.Value), $"Seed {seed}: {string.Join(", ", user.Value)}"));
            Assert.All(run.Committed, user => Assert.Equal(user.Value.Order(), run.Delivered[user.Key].Order()));
        }
    }

    /// <summary>What tells one version anew may go in any order, behind the version itself.</summary>
    private static bool IsInOrder(List<EventId> delivered) => delivered.Zip(delivered.Skip(1)).All(pair =>
        pair.First < pair.Second || (pair.First.Write.Time == pair.Second.Write.Time && pair.First.Number == 0 && pair.Second.Number == 0));

    private sealed class Run
    {
        private readonly Random _dice;
        private readonly Interleaving _turns;
        private readonly SteppedOutbox _outbox;
        private readonly StreamRecord _stream;
        private readonly FakeTimeProvider _time;
        private int _writers = Users;

        public Run(int seed, FakeTimeProvider time)
        {
            _dice = new Random(seed);
            _time = time;
            _turns = new Interleaving(_dice);
            _outbox = new SteppedOutbox(_turns.StepAsync);
            _stream = new StreamRecord
            {
                Account = AccountId.Parse("acme"),
                Id = StreamId.New(time.GetUtcNow()),
                Audience = "https://receiver.example.com",
                Content = EventContent.Notice,
                Created = time.GetUtcNow(),
                From = time.GetUtcNow().AddDays(-1),
            };
        }

        public Dictionary<UserId, List<EventId>> Committed { get; } = [];

        public Dictionary<UserId, List<EventId>> Delivered { get; } = [];

        public Task RunAsync() => _turns.RunAsync(
        [
            .. Enumerable.Range(0, Users).Select(_ => (Func<Task>)WriteAsync), PushAsync, PushAsync, PollAsync, PollAheadAsync, TakeUpAsync,
            RemoveAcknowledgedAsync,
        ]);

        /// <summary>The clocks of the instances that write are apart by as much as 20 ms.</summary>
        private async Task WriteAsync()
        {
            var user = new ChangingUser(_stream);
            for (var version = 0; version < Versions; version++)
            {
                await _turns.StepAsync();
                var now = _time.GetUtcNow().AddMilliseconds((version * 2) + _dice.Next(20));
                Commit(_dice.Next(4) == 0 ? user.Activate(now) : [version == Versions - 1 ? user.Delete(now) : user.Change(now)]);
                if (version < Versions - 1 && _dice.Next(4) == 0)
                {
                    await _turns.StepAsync();
                    Commit(user.Replay(now.AddMinutes(1)));
                }
            }
            _writers--;
        }

        private void Commit(params OutboxEvent[] events)
        {
            _outbox.Add(events);
            foreach (var told in events) ListOf(Committed, told).Add(told.Id);
        }

        private async Task PushAsync()
        {
            var selection = new EventSelection(_outbox, _time);
            while (IsLeft)
            {
                var selected = await SelectAsync(selection, new HashSet<EventId>());
                foreach (var told in selected.Events)
                {
                    await _turns.StepAsync(); // The sender may be slow.
                    Deliver(told);
                    // The receiver may refuse it, or the sender die before it removes the row.
                    if (_dice.Next(8) == 0)
                        await _outbox.SetAsideAsync(_stream.Account, _stream.Id, told.Id, "invalid_request", Cancel);
                    else if (_dice.Next(4) != 0)
                        await _outbox.RemoveAsync(_stream.Account, _stream.Id, [told.Id], Cancel);
                }
            }
        }

        /// <summary>Acknowledges what came before while the next are selected.</summary>
        private async Task PollAsync()
        {
            var selection = new EventSelection(_outbox, _time);
            var taken = new HashSet<EventId>();
            while (IsLeft)
            {
                var removing = _outbox.RemoveAsync(_stream.Account, _stream.Id, taken, Cancel);
                var selected = await SelectAsync(selection, taken);
                await removing;
                foreach (var told in selected.Events) Deliver(told);
                taken = _dice.Next(4) == 0 ? [] : [.. selected.Events.Select(told => told.Id)];
            }
        }

        /// <summary>Takes several times out of what was read once, and acknowledges each time all that it was given.</summary>
        private async Task PollAheadAsync()
        {
            var selection = new EventSelection(_outbox, _time) { RowsAhead = 3 + _dice.Next(20) };
            HashSet<EventId> taken = [];
            while (IsLeft)
            {
                var ahead = await selection.ReadAheadAsync(_stream, taken, Cancel);
                var gone = taken.ToHashSet();
                for (var polls = _dice.Next(1, 5); polls > 0; polls--)
                {
                    var removing = AcknowledgeAsync(taken);
                    var selected = ahead.Select(new SelectionBounds { Most = 1 + _dice.Next(6), Gone = gone });
                    if (selected.Events.Count == 0 && await selection.ReadFurtherAsync(_stream, taken, ahead, Cancel) is { } further)
                    {
                        (ahead, gone) = (further, [.. taken]);
                        selected = ahead.Select(new SelectionBounds { Most = 1 + _dice.Next(6), Gone = gone });
                    }
                    await removing;
                    foreach (var told in selected.Events) Deliver(told);
                    taken = [.. selected.Events.Select(told => told.Id)];
                    gone.UnionWith(taken);
                }
            }
        }

        /// <summary>By removing them, or by a note after which they are removed some time.</summary>
        private Task AcknowledgeAsync(HashSet<EventId> taken) => _dice.Next(2) == 0
            ? _outbox.RemoveAsync(_stream.Account, _stream.Id, taken, Cancel)
            : _outbox.AcknowledgeAsync(_stream.Account, _stream.Id, WriteId.New(_time.GetUtcNow()), taken, Cancel);

        private async Task RemoveAcknowledgedAsync()
        {
            while (IsLeft)
            {
                await _turns.StepAsync();
                await _outbox.RemoveAcknowledgedAsync(_stream.Account, _stream.Id, _time.GetUtcNow(), Cancel);
            }
        }

        private async Task TakeUpAsync()
        {
            while (IsLeft)
            {
                await _turns.StepAsync();
                foreach (var told in _outbox.Rows.Where(told => told.SetAside is not null).ToList()) _outbox.Aside(told.Id, null);
            }
        }

        private bool IsLeft => _writers > 0 || _outbox.Rows.Any();

        private Task<SelectedEvents> SelectAsync(EventSelection selection, IReadOnlySet<EventId> gone) =>
            selection.SelectAsync(_stream, new SelectionBounds { Most = 1 + _dice.Next(6), Gone = gone }, Cancel);

        private void Deliver(OutboxEvent told)
        {
            var before = ListOf(Delivered, told);
            if (!before.Contains(told.Id)) before.Add(told.Id);
        }

        private static List<EventId> ListOf(Dictionary<UserId, List<EventId>> all, OutboxEvent told)
        {
            var user = told.User!.Value; // All of them are of users.
            if (!all.TryGetValue(user, out var known)) all[user] = known = [];
            return known;
        }
    }
}

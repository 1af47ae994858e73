namespace Scim.Provisioning.Accounts;

/// <summary>One queue per account, kept only while somebody is in it.</summary>
/// <param name="places">How many it lets in at a time.</param>
internal sealed class AccountGates(int places)
{
    private readonly Dictionary<AccountId, Gate> _gates = [];

    private int Places => places;

    public async Task<IDisposable> EnterAsync(AccountId account, CancellationToken cancellationToken)
    {
        Gate? gate;
        lock (_gates)
        {
            if (!_gates.TryGetValue(account, out gate))
                _gates[account] = gate = new Gate(this, account);
            gate.Users++;
        }
        try
        {
            await gate.Turn.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(gate);
            throw;
        }
        return gate;
    }

    private void Leave(Gate gate)
    {
        lock (_gates)
        {
            if (--gate.Users == 0)
            {
                _gates.Remove(gate.Account);
                gate.Turn.Dispose();
            }
        }
    }

    private sealed class Gate(AccountGates owner, AccountId account) : IDisposable
    {
        public AccountId Account => account;

        public SemaphoreSlim Turn { get; } = new(owner.Places);

        public int Users { get; set; }

        /// <summary>Lets the next one in. Called once by each that entered, for itself.</summary>
        public void Dispose()
        {
            Turn.Release();
            owner.Leave(this);
        }
    }
}

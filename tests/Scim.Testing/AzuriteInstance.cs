using System.Globalization;
using Scim.LocalHost.Azurite;

namespace Scim.Testing;

/// <summary>
/// The one in-memory Azurite of this test process, on a port of its own; it ends with the process. As an assembly, collection or
/// class fixture it gives its connection string and a table prefix that no other fixture of the process has.
/// </summary>
public sealed class AzuriteInstance : IAsyncLifetime
{
    private static readonly Lazy<Task<AzuriteProcess>> Shared =
        new(() => AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None));

    private static int _prefixes;
    private AzuriteProcess? _process;

    /// <summary>The connection string.</summary>
    public string ConnectionString => (_process ?? throw new InvalidOperationException("The fixture is not initialised.")).ConnectionString;

    /// <summary>The table prefix of this fixture: letters and digits.</summary>
    public string TablePrefix { get; } = NewTablePrefix();

    /// <summary>A table prefix that was not given before in this process: letters and digits, begins with a letter.</summary>
    public static string NewTablePrefix() => string.Create(CultureInfo.InvariantCulture, $"T{Interlocked.Increment(ref _prefixes)}x");

    /// <summary>The running Azurite, for tests that take no fixture.</summary>
    public static Task<AzuriteProcess> GetProcessAsync() => Shared.Value;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _process = await GetProcessAsync();

    /// <summary>Leaves Azurite running for the other tests of the process.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

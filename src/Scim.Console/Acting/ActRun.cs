using Microsoft.Extensions.DependencyInjection;
using Scim.Operations;
using Scim.Provisioning.Identities;

namespace Scim.Console.Acting;

/// <summary>One run of an act. <see cref="Acts"/> alone makes one.</summary>
public sealed class ActRun
{
    private readonly IServiceProvider _services;
    private readonly IProgress<string> _progress;

    internal ActRun(IServiceProvider services, IProgress<string> progress, CancellationToken stop) =>
        (_services, _progress, Stop) = (services, progress, stop);

    /// <summary>Who acts, as the audit trail names them.</summary>
    public static OperatorIdentity Operator { get; } = new(ClientId.Parse("scim-console"));

    /// <summary>Cancelled when the operator stops it.</summary>
    public CancellationToken Stop { get; }

    /// <summary>The use cases of a kind.</summary>
    public T Get<T>()
        where T : IOperations => _services.GetRequiredService<T>();

    /// <summary>Tells how far it is.</summary>
    public void Say(string progress) => _progress.Report(progress);
}

using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Scim.Operations;
using Scim.Provisioning.Identities;

namespace Scim.Console.Acting;

/// <summary>One run of an act. <see cref="Acts"/> alone makes one.</summary>
public sealed class ActRun
{
    private readonly IServiceProvider _services;
    private readonly IProgress<string> _progress;
    private readonly TimeZoneInfo _zone;

    internal ActRun(IServiceProvider services, IProgress<string> progress, TimeZoneInfo zone, CancellationToken stop) =>
        (_services, _progress, _zone, Stop) = (services, progress, zone, stop);

    /// <summary>Who acts, as the audit trail names them.</summary>
    public static OperatorIdentity Operator { get; } = new(ClientId.Parse("scim-console"));

    /// <summary>Cancelled when the operator stops it.</summary>
    public CancellationToken Stop { get; }

    /// <summary>The use cases of a kind.</summary>
    public T Get<T>()
        where T : IOperations => _services.GetRequiredService<T>();

    /// <summary>A time to the second, in the operator's zone as on the pages.</summary>
    public string TimeOf(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, _zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Tells how far it is.</summary>
    public void Say(string progress) => _progress.Report(progress);
}

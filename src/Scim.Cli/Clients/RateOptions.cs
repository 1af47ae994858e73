using System.CommandLine;
using System.Globalization;
using Scim.Provisioning.Metering;

namespace Scim.Cli.Clients;

/// <summary>The options <c>--rate</c> and <c>--burst</c>.</summary>
internal sealed class RateOptions
{
    private const int Most = 1_000_000;

    private readonly Option<double?> _rate = new("--rate")
    {
        Description = "Requests per second. A new client's default: 4.",
        HelpName = "R",
    };

    private readonly Option<int?> _burst = new("--burst")
    {
        Description = "Requests at once. A new client's default: 4.",
        HelpName = "B",
    };

    public RateOptions()
    {
        _rate.Validators.Add(result =>
        {
            if (result.Tokens is [var token]
                && !(double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate)
                    && rate is > 0 and <= Most))
                result.AddError("--rate takes a number over 0, at most 1000000.");
        });
        _burst.Validators.Add(result =>
        {
            if (result.Tokens is [var token]
                && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var burst)
                    && burst is >= 1 and <= Most))
                result.AddError("--burst takes a whole number from 1 to 1000000.");
        });
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_rate);
        command.Options.Add(_burst);
    }

    /// <summary>True if the command line has one of them.</summary>
    public bool AreGiven(ParseResult line) => line.GetValue(_rate) is not null || line.GetValue(_burst) is not null;

    /// <summary>The requests per second that the command line gives; null for none.</summary>
    public double? PerSecond(ParseResult line) => line.GetValue(_rate);

    /// <summary>The requests at once that the command line gives; null for none.</summary>
    public int? Burst(ParseResult line) => line.GetValue(_burst);

    /// <summary>The limit with what the command line changes of it.</summary>
    public RateLimit Change(ParseResult line, RateLimit limit) =>
        new(line.GetValue(_rate) ?? limit.PerSecond, line.GetValue(_burst) ?? limit.Burst);
}

using System.Globalization;

namespace Scim.Resilience.Tests.Chaos.Operations;

/// <summary>Draws operations by chance, from a seed.</summary>
internal sealed class OperationSource(int seed, ChaosPeople people)
{
    /// <summary>Of a hundred: about 50 users on 90 names, and more activations than 20 licences allow.</summary>
    private static readonly OperationKind[] Kinds =
    [
        .. Enumerable.Repeat(OperationKind.Create, 20),
        .. Enumerable.Repeat(OperationKind.Rename, 14),
        .. Enumerable.Repeat(OperationKind.Replace, 14),
        .. Enumerable.Repeat(OperationKind.Activate, 14),
        .. Enumerable.Repeat(OperationKind.Deactivate, 12),
        .. Enumerable.Repeat(OperationKind.Idle, 6),
        .. Enumerable.Repeat(OperationKind.Delete, 8),
        .. Enumerable.Repeat(OperationKind.Get, 6),
        .. Enumerable.Repeat(OperationKind.Find, 6),
    ];

    /// <summary>The operation of a number.</summary>
    public Operation Draw(int number)
    {
        var dice = new ChaosDice(seed, number);
        var kind = dice.Pick(Kinds);
        var person = kind is OperationKind.Create or OperationKind.Find ? null : people.Any(dice);
        if (person is null && kind != OperationKind.Find)
            kind = OperationKind.Create;
        var operation = new Operation
        {
            Number = number,
            Kind = kind,
            Trace = string.Create(CultureInfo.InvariantCulture, $"{(uint)seed:x8}{number:x24}"),
            User = person?.Id,
        };
        return kind switch
        {
            OperationKind.Create => Whole(operation, ChaosNames.Any(dice), dice),
            OperationKind.Replace => Whole(Conditional(operation, person!, 20, dice), Renamed(person!, 30, dice), dice),
            OperationKind.Rename => Conditional(operation, person!, 30, dice) with
            {
                UserName = Renamed(person!, 75, dice),
                DisplayName = Marker(number),
            },
            OperationKind.Activate => operation with { Active = true },
            OperationKind.Deactivate => operation with { Active = false },
            OperationKind.Delete => Conditional(operation, person!, 30, dice),
            OperationKind.Find => operation with { UserName = ChaosNames.Any(dice) },
            _ => operation,
        };
    }

    private static Operation Whole(Operation operation, string userName, ChaosDice dice) => operation with
    {
        UserName = userName,
        DisplayName = Marker(operation.Number),
        ExternalId = ChaosNames.ExternalId(dice),
        Emails = ChaosNames.Emails(dice),
        Active = dice.Next(4) switch
        {
            0 => true,
            1 => false,
            _ => null,
        },
    };

    private static string Marker(int number) => string.Create(CultureInfo.InvariantCulture, $"by {number}");

    private static string Renamed(ChaosPerson person, int percent, ChaosDice dice) =>
        dice.Chance(percent) ? ChaosNames.Any(dice) : ChaosNames.Recased(person.UserName, dice);

    private static Operation Conditional(Operation operation, ChaosPerson person, int percent, ChaosDice dice) =>
        dice.Chance(percent) ? operation with { IfMatch = $"W/\"{person.Version}\"" } : operation;
}

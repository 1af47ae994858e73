using Scim.Verification.Examinations;

namespace Scim.Verification.Checks;

/// <summary>What PATCH does (RFC 7644 §3.5.2), from the table of <see cref="PatchTable"/>.</summary>
internal static class PatchChecks
{
    public static IReadOnlyList<Check> List { get; } =
    [
        .. PatchTable.Rows.Select(row => new Check(row.Section, $"PATCH {row.Does}", examination => ChangesAsync(examination, row))
        {
            Connectors = row.Connectors,
            SkipFor = row.Before.Contains(ScratchDocument.Enterprise, StringComparison.Ordinal)
                || row.Operations.Contains(ScratchDocument.Enterprise, StringComparison.Ordinal) ? Needs.EnterprisePatch : Needs.Patch,
        }),
        new("RFC 7644 §3.5.2", "PATCH renames a user, whose old name is free then", RenamesAsync)
        {
            Connectors = [Connectors.Entra],
            SkipFor = Needs.Patch,
        },
    ];

    private static async Task ChangesAsync(Examination examination, PatchRow row)
    {
        var user = await examination.CreateAsync(row.Before);
        var after = await examination.ChangeAsync(user, row.Operations);
        foreach (var (pointer, value) in row.After)
        {
            if (value is null) examination.Nothing(after, pointer);
            else examination.Value(after, pointer, value);
        }
    }

    private static async Task RenamesAsync(Examination examination)
    {
        var user = await examination.CreateAsync();
        var newName = examination.Names.NewUserName();
        var after = await examination.ChangeAsync(user, $$"""[{"op":"replace","path":"userName","value":"{{newName}}"}]""");
        examination.Value(after, "/userName", $"\"{newName}\"");
        if (examination.Claims.Filter)
        {
            examination.Users(await examination.FindAsync($"userName eq \"{user.UserName}\""), []);
            examination.Users(await examination.FindAsync($"userName eq \"{newName}\""), [user]);
        }
        examination.Status(await examination.PostAsync(ScratchDocument.Of(user.UserName)), 201);
    }
}

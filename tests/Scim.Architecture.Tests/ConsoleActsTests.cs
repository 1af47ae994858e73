using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Scim.Architecture.Tests;

/// <summary>
/// Pages of the console read, and nothing else: what changes something is called by acts, which run in one place, and that refuses all of
/// them in a console that is read-only.
/// </summary>
public sealed class ConsoleActsTests
{
    private const string UseCases = "Scim.Operations.IOperations";
    private static readonly string[] Readings =
        ["Find", "List", "Show", "Describe", "Read", "Follow", "Choose", "Plan", "Count", "Summarise", "Summarize", "get_"];

    private static readonly AssemblyDefinition Console = Read("Scim.Console");
    private static readonly AssemblyDefinition Operations = Read("Scim.Operations");

    [Fact]
    public void What_changes_something_is_called_by_acts_alone()
    {
        var changing = Operations.MainModule.Types
            .Where(type => type.Interfaces.Any(implemented => implemented.InterfaceType.FullName == UseCases))
            .SelectMany(type => type.Methods)
            .Where(method => method.IsPublic && !method.IsConstructor && !Readings.Any(method.Name.StartsWith))
            .Select(method => method.FullName)
            .ToHashSet();

        var callers = Calls().Where(call => changing.Contains(call.Called)).Select(call => Outermost(call.Caller)).Distinct().ToList();

        Assert.True(changing.Count > 20);
        Assert.NotEmpty(callers);
        Assert.All(callers, type => Assert.EndsWith("Acts", type, StringComparison.Ordinal));
    }

    [Fact]
    public void One_place_runs_acts()
    {
        string[] running =
        [
            "System.Threading.Tasks.Task`1<Scim.Console.Acting.ActOutcome> Scim.Console.Acting.Act::RunAsync(Scim.Console.Acting.ActRun)",
            "System.Void Scim.Console.Acting.ActRun::.ctor(System.IServiceProvider,System.IProgress`1<System.String>,"
            + "System.TimeZoneInfo,System.Threading.CancellationToken)",
        ];

        var calls = Calls().Where(call => running.Contains(call.Called)).ToList();

        Assert.Equal(running.Order(), calls.Select(call => call.Called).Distinct().Order());
        Assert.Equal(["Scim.Console.Acting.Acts"], calls.Select(call => Outermost(call.Caller)).Distinct());
    }

    [Fact]
    public void Nothing_writes_markup_past_the_framework()
    {
        var markup = Calls()
            .Where(call => call.Called.Contains("MarkupString::", StringComparison.Ordinal))
            .Select(call => call.Caller.FullName);

        Assert.Empty(markup);
    }

    private static AssemblyDefinition Read(string name) =>
        AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"));

    private static IEnumerable<(TypeDefinition Caller, string Called)> Calls() =>
        from type in Console.MainModule.GetTypes()
        from method in type.Methods
        where method.HasBody
        from step in method.Body.Instructions
        where step.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj or Code.Ldftn or Code.Ldvirtftn
        let called = (MethodReference)step.Operand
        select (type, Definition(called));

    // A method of a generic type is named by the type's definition.
    private static string Definition(MethodReference method) => method.GetElementMethod().FullName;

    private static string Outermost(TypeDefinition type)
    {
        while (type.DeclaringType is not null) type = type.DeclaringType;
        return type.FullName;
    }
}

using BenchmarkDotNet.Attributes;
using Scim.Protocol.Computing;
using Scim.Protocol.Filters;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Benchmarks.Parts;

/// <summary>Filters, parsed and evaluated over 10,000 users.</summary>
[MemoryDiagnoser]
public class FilterBenchmarks
{
    private const string Simple = "userName eq \"user77@example.com\"";

    /// <summary>Four clauses, one of them a value path, two of them in a group.</summary>
    private const string FourClauses =
        "active eq true and emails[type eq \"home\" and value ew \".org\"] and (title eq \"countess\" or name.familyName sw \"B\")";

    /// <summary>No index answers it.</summary>
    private const string Scan =
        "emails[type eq \"work\" and value co \"5\"] and (name.familyName sw \"A\" or title pr)";

    private readonly string _simpleText = Simple;
    private readonly string _fourClausesText = FourClauses;
    private readonly Filter _simple = FilterParser.Parse(Simple, UserType.Default);
    private readonly Filter _fourClauses = FilterParser.Parse(FourClauses, UserType.Default);
    private readonly Filter _scan = FilterParser.Parse(Scan, UserType.Default);
    private readonly byte[][] _documents = [.. Enumerable.Range(0, 10_000).Select(number => ResourceWriter.ToUtf8(People.Read(number)))];
    private readonly ComplexValue[] _users = [.. Enumerable.Range(0, 10_000).Select(People.Read)];

    [Benchmark]
    public Filter Parse_one_clause() => FilterParser.Parse(_simpleText, UserType.Default);

    [Benchmark]
    public Filter Parse_four_clauses() => FilterParser.Parse(_fourClausesText, UserType.Default);

    [Benchmark]
    public int Evaluate_one_clause_over_10_000_users() => Count(_simple);

    [Benchmark]
    public int Evaluate_four_clauses_over_10_000_users() => Count(_fourClauses);

    [Benchmark]
    public int Evaluate_a_scan_over_10_000_documents_read_for_it()
    {
        var (count, reader) = (0, new PartialReader(UserType.Default.Attributes, _scan.Paths()));
        foreach (var document in _documents)
        {
            if (_scan.Matches(reader.Read(document)!, StepBudget.Unbounded())) // They are as they are written.
                count++;
        }
        return count;
    }

    [Benchmark]
    public int Evaluate_a_scan_over_10_000_documents_read_whole()
    {
        var count = 0;
        foreach (var document in _documents)
        {
            if (_scan.Matches(ResourceReader.ReadStored(document, UserType.Default), StepBudget.Unbounded()))
                count++;
        }
        return count;
    }

    private int Count(Filter filter)
    {
        var count = 0;
        foreach (var user in _users)
        {
            if (filter.Matches(user, StepBudget.Unbounded()))
                count++;
        }
        return count;
    }
}

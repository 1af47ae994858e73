using Microsoft.AspNetCore.Http;

namespace Scim.Http.Telemetry;

/// <summary>Methods as they may be told: a client may send any word.</summary>
internal static class KnownMethod
{
    /// <summary>What stands for any other.</summary>
    public const string Other = "_OTHER";

    private static readonly string[] Methods =
        [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Options];

    /// <summary>The method in capitals, if it is one that the service knows.</summary>
    public static string Of(string method) => Array.Find(Methods, known => HttpMethods.Equals(known, method)) ?? Other;
}

namespace Scim.Storage.Tables.Connection;

/// <summary>A page of a query was broken off, since its rows are larger than was thought: ask for fewer.</summary>
internal sealed class PageTooLongException() : Exception("A page of a query is too long.");

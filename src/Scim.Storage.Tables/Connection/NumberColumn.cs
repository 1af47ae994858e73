using System.Globalization;
using Azure.Data.Tables;

namespace Scim.Storage.Tables.Connection;

/// <summary>Reads a number that was written as a double: an answer may carry a whole one as an integer.</summary>
internal static class NumberColumn
{
    public static double Number(this TableEntity row, string column) =>
        Convert.ToDouble(row[column], CultureInfo.InvariantCulture);
}

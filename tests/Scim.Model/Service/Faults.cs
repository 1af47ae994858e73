namespace Scim.Model.Service;

/// <summary>What is wrong with a request. Of several faults any may be the one that is told.</summary>
internal sealed class Faults
{
    private readonly List<Refusal> _found = [];

    public void Try(Action act)
    {
        try
        {
            act();
        }
        catch (Refusal fault)
        {
            _found.Add(fault);
        }
    }

    /// <summary>Refuses with all that was found. A fault that is open counts only where no other is certain.</summary>
    public void Throw()
    {
        var certain = _found.Exists(fault => fault.Allowed.All(allowed => allowed.Status > 0));
        var allowed = _found.SelectMany(fault => fault.Allowed).Where(item => item.Status > 0 || !certain).Distinct().ToArray();
        if (allowed.Length > 0)
            throw new Refusal(allowed);
    }
}

using Crowdwork.Scripting;

namespace Crowdwork.Engine.Review;

/// <summary>Applies a script's review rule, or the default one.</summary>
internal static class ReviewRule
{
    public static Decision Apply(Func<Part, Decision>? rule, Part part)
    {
        if (rule is null) return part.Finished ? Decision.Approve("Finished.") : Decision.AskAHuman("Did not finish, and the script has no review rule.");
        try
        {
            Fuel.Fill(100_000_000);
            return rule(part) ?? Decision.AskAHuman("The review rule returned null.");
        }
        catch (Exception e)
        {
            // A rule that fails must not hold up the review of everybody else; a person decides instead, and sees why.
            return Decision.AskAHuman($"The review rule failed: {e.Message}");
        }
        finally
        {
            Fuel.Stop();
        }
    }
}

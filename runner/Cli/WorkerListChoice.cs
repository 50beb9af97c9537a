using System.CommandLine;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Cli;

/// <summary>The options that say which list of workers is meant: the crowd's own blocks, or those who have a qualification.</summary>
internal sealed class WorkerListChoice
{
    private const string Blocked = "blocked";
    private const string SoftBlocked = "soft-blocked";
    private const string Qualified = "qualified";

    private readonly Option<string> _list = new("--list")
    {
        Description = "blocked: kept from all work of the account, which counts against them with the crowd. soft-blocked: kept from a task by its blockQualification. " +
                      "qualified: have a qualification.",
        Required = true,
    };

    private readonly Option<string?> _qualification = new("--qualification") { Description = "The qualification of the list, by the name that config.json has for it.", HelpName = "name" };
    private readonly Option<string?> _task = new("--task") { Description = "With soft-blocked: the task whose blockQualification is meant.", HelpName = "task" };

    public WorkerListChoice() => _list.AcceptOnlyFromAmong(Blocked, SoftBlocked, Qualified);

    public IEnumerable<Option> Options => [_list, _qualification, _task];

    /// <summary>The qualification that makes the list; null for the crowd's own blocks.</summary>
    /// <exception cref="Mistake">It is not said which, or it is not ours to give.</exception>
    public string? QualificationOf(ParseResult parsed, CrowdSettings settings)
    {
        var list = parsed.GetValue(_list);
        var named = parsed.GetValue(_qualification);
        if (list == Blocked) return named is null ? null : throw new Mistake("--list blocked is the crowd's own list and has no qualification.\n  For a qualification use --list soft-blocked or --list qualified.");

        var name = named ?? OfTask(parsed, settings, list!);
        return MTurkQualifications.IdOfKnown(name, CrowdAddress.Find(settings, CrowdAddress.Local)!) is null
            ? name
            : throw new Mistake($"'{name}' belongs to the crowd, which alone gives it.\n  Name a qualification of your own.");
    }

    private string OfTask(ParseResult parsed, CrowdSettings settings, string list)
    {
        if (list != SoftBlocked || parsed.GetValue(_task) is not { } task)
            throw new Mistake($"--list {list} needs to know which qualification.\n  Add --qualification <name>{(list == SoftBlocked ? ", or --task <task>" : "")}.");
        return Project.FindTask(settings, task).Config?.BlockQualification
            ?? throw new Mistake($"{task}: its config.json has no \"blockQualification\", so a soft block has nowhere to be kept.\n  Add one, or name the qualification with --qualification.");
    }
}

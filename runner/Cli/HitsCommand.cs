using System.CommandLine;
using Crowdwork.Engine.Crowds;

namespace Crowdwork.Cli;

/// <summary><c>runner hits list|expire|delete</c>: what this account has on a marketplace, whoever put it there.</summary>
internal static class HitsCommand
{
    public static Command Make() => new(
        "hits", """
        See and clear up what your account has on a marketplace, whichever program put it there.

        Examples:
          runner hits list                       on the local marketplace
          runner hits expire 3ABC... --sandbox   take one off the market; whoever works on it may finish
          runner hits expire --all               take everything off the market
          runner hits delete --all               delete whatever is off the market and has no answer to review
        """) { List(), Expire(), Delete() };

    private static Command List()
    {
        var choice = new CrowdChoice();
        var json = new Option<bool>("--json") { Description = "Print them as JSON." };
        var command = With(choice, new Command("list", "List all HITs, newest first.") { json });
        command.SetAction(async (parsed, cancelled) =>
        {
            using var crowd = choice.Open(parsed, Project.Open(Environment.CurrentDirectory));
            var hits = await crowd.Hits(cancelled).ToListAsync(cancelled);
            if (parsed.GetValue(json)) PrintJson(crowd.Address, hits);
            else Print(crowd.Address, hits);
            return Outcome.Done;
        });
        return command;
    }

    private static Command Expire() => Changing(
        "expire", "Take HITs off the market. Whoever works on one may finish.", "expired",
        static hit => hit.Expires > TimeProvider.System.GetUtcNow(), static (crowd, hit, cancelled) => crowd.Expire(hit, cancelled));

    private static Command Delete() => Changing(
        "delete", "Delete HITs and their answers. The marketplace refuses those that are on the market or have answers to review.", "deleted",
        static hit => hit is { State: "Reviewable" or "Reviewing", Waiting: 0 }, static (crowd, hit, cancelled) => crowd.Delete(hit, cancelled));

    private static Command Changing(
        string name, string description, string done, Func<PostedHit, bool> isMeantByAll, Func<ICrowd, string, CancellationToken, Task> change)
    {
        var choice = new CrowdChoice();
        var ids = new Argument<string[]>("ids") { Description = "The ids of the HITs.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "All for which it makes sense." };
        var command = With(choice, new Command(name, description) { ids, all });
        command.SetAction(async (parsed, cancelled) =>
        {
            var named = parsed.GetValue(ids)!;
            if (named.Length == 0 == !parsed.GetValue(all))
                throw new Mistake($"Say which: runner hits {name} <id> <id>, or runner hits {name} --all.");
            using var crowd = choice.Open(parsed, Project.Open(Environment.CurrentDirectory));
            if (named.Length == 0) named = await crowd.Hits(cancelled).Where(isMeantByAll).Select(hit => hit.Id).ToArrayAsync(cancelled);
            return await ChangeAll(crowd, named, done, change, cancelled);
        });
        return command;
    }

    // One refusal must not keep the others from being done; in the end all refusals are told.
    private static async Task<int> ChangeAll(
        ICrowd crowd, string[] ids, string done, Func<ICrowd, string, CancellationToken, Task> change, CancellationToken cancelled)
    {
        var refused = 0;
        foreach (var id in ids)
        {
            try
            {
                await change(crowd, id, cancelled);
                Console.WriteLine($"{id}  {done}");
            }
            catch (CrowdFault fault) when (fault.Kind == CrowdFaultKind.Refused)
            {
                refused++;
                Console.Error.WriteLine($"{id}  {fault.Message}");
            }
        }

        Console.WriteLine($"{ids.Length - refused} of {ids.Length} {done}.");
        return refused == 0 ? Outcome.Done : Outcome.UserMistake;
    }

    private static void Print(CrowdAddress address, List<PostedHit> hits)
    {
        if (hits.Count == 0)
        {
            Console.WriteLine($"There are no HITs on {address.Name} ({address.Endpoint}).");
            return;
        }

        Console.WriteLine($"{"id",-32} {"state",-12} {"reward",8} {"open",5} {"taken",5} {"review",6} {"done",5}  {"expires (UTC)",-16}  title");
        foreach (var hit in hits)
            Console.WriteLine($"{hit.Id,-32} {hit.State,-12} {hit.Reward,8} {hit.Available,5} {hit.Pending,5} {hit.Waiting,6} {hit.Completed,5}  {hit.Expires.UtcDateTime,-16:yyyy-MM-dd HH:mm}  {OneLine(hit.Title)}");
        Console.WriteLine(hits.Count == 1 ? "1 HIT." : $"{hits.Count} HITs.");
    }

    private static void PrintJson(CrowdAddress address, List<PostedHit> hits) => Printed.Json(new
    {
        crowd = address.Name,
        endpoint = address.Endpoint,
        hits = hits.Select(hit => new
        {
            id = hit.Id, title = hit.Title, state = hit.State, reward = hit.Reward.Dollars, created = hit.Created, expires = hit.Expires, places = hit.Places,
            available = hit.Available, pending = hit.Pending, waiting = hit.Waiting, completed = hit.Completed, annotation = hit.Annotation,
        }),
    });

    // Titles are other people's texts, and a terminal obeys control characters.
    private static string OneLine(string title) => string.Concat(title.Select(c => char.IsControl(c) ? ' ' : c));

    private static Command With(CrowdChoice choice, Command command)
    {
        foreach (var option in choice.Options) command.Add(option);
        return command;
    }
}

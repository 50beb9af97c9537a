// Describe and guess. One worker describes a word without saying it, the other guesses. About five minutes.
// Both earn a bonus when the word is found.

using System.Text.RegularExpressions;

record Item(string Word, string[] Taboo);
record Outcome(string Word, string LastGuess, bool Found, int Turns);

const int MaxTurns = 6;

// Whoever left is looked at by a person; whoever was left behind has done the work.
Review(part => part switch
{
    { Finished: true } when part.Data<Outcome>().Found => Decision.Approve("Found the word", bonus: 0.30m),
    { Finished: true }                                 => Decision.Approve("Played to the end"),
    { Left: not null }                                 => Decision.AskAHuman("Left the game"),
    _ when part.Said(part.Role) >= 2                   => Decision.Approve("Took part until the partner left"),
    _                                                  => Decision.AskAHuman("The game had just begun"),
});

var item = Input<Item>();
var (describer, guesser) = await Meet("describer", "guesser", within: Minutes(5));

await describer.Show(new { item.Word, Avoid = string.Join(", ", item.Taboo) });
await guesser.Show(new { Goal = "Find the word that your partner describes.", Guesses = MaxTurns });

await describer.Tell("Your partner is here. You describe, they guess.");
await guesser.Tell("Your partner is here. They describe, you guess.");

try
{
    var outcome = await Play();
    Save(outcome);

    await Everyone.Tell(outcome.Found
        ? $"The word \"{item.Word}\" was found in turn {outcome.Turns}. Well played! You both earn the bonus."
        : $"The word was \"{item.Word}\". It was not found this time; you are paid for the game all the same.");
}
catch (WorkerLeft left)
{
    // The one who is still here did nothing wrong, and hears what really happened.
    var what = left.Why switch
    {
        Departure.Disconnected => "lost the connection and did not come back",
        Departure.Returned     => "gave the task back",
        _                      => "did not answer in time",
    };
    await left.Others.Tell($"Your partner {what}, so the game ends here. It is not your fault and never counts against you.");

    // What the two are paid is not decided here: "pay" in config.json is, and the page says how much.
    throw;
}

async Task<Outcome> Play()
{
    var guess = "";
    for (var turn = 1; turn <= MaxTurns; turn++)
    {
        var clue = await describer.Ask(turn == 1 ? "Describe your word." : "Give another clue.",
            within: Seconds(90), check: WithoutTheWord);

        await guesser.Tell($"Clue {turn}: {clue}");
        var reply = await guesser.Ask(turn < MaxTurns ? "What is the word?" : "Your last guess: what is the word?",
            within: Seconds(90), check: OneGuess);

        guess = reply.Text.Trim();
        if (Words(guess).Any(word => word == item.Word || word == item.Word + "s"))
        {
            return new(item.Word, guess, Found: true, turn);
        }

        await describer.Tell($"They guessed \"{guess}\".");
    }

    return new(item.Word, guess, Found: false, MaxTurns);
}

// Why a clue is not allowed, or null. A compound counts as well: "rainy" has "rain" in it.
string? WithoutTheWord(Reply clue)
{
    var used = item.Taboo.Prepend(item.Word).FirstOrDefault(word => Words(clue.Text).Any(said => said.StartsWith(word.ToLowerInvariant())));
    return used is null ? null : $"Please describe it without \"{used}\".";
}

// A whole dictionary is not a guess.
string? OneGuess(Reply reply) => reply.Words > 3 ? "Please guess one word." : null;

// The words of a text in small letters. Spelling does not help to cheat: "b-e-e" and "b e e" are "bee".
IEnumerable<string> Words(string text)
{
    var joined = Regex.Replace(text.ToLowerInvariant(), @"(?<!\p{L})(\p{L})[^\p{L}]+(?=\p{L}(?!\p{L}))", "$1");
    return Regex.Matches(joined, @"\p{L}+").Select(word => word.Value);
}

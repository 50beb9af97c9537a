using Crowdwork.Harness.Tests.Browsers;
using Crowdwork.Harness.Tests.Running;

namespace Crowdwork.Harness.Tests;

/// <summary>The tasks that come with Crowdwork, played to the end in a browser through the harness page, as an author would.</summary>
[Collection(BrowserTests.Name)]
public sealed class PlayedInTheBrowserTests(Chromium chromium)
{
    [Theory(Skip = Chromium.Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Questions_WithSomeWorkers_ArePlayedToTheEnd(int workers)
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.WithExamples(), workers);
        await using var view = await HarnessView.Open(chromium, harness, "qa");
        for (var number = 1; number <= workers; number++)
        {
            var worker = $"W{number}";
            await view.Sees(worker, "Write a question that this paragraph answers.");
            await view.Answer(worker, "Too short");
            await view.Sees(worker, "Please write a whole question");
            await view.Answer(worker, $"What is paragraph {number} about?");
            await view.Sees(worker, "And what is the answer?");
            await view.Answer(worker, "About that.");
            await view.Sees(worker, "That was all. Thank you for your help!");
            await view.Sees(worker, "The reward is $0.50.");
        }

        await view.Shot($"qa-{workers}");
        Assert.Equal(workers, (await view.Line.Api("saved")).GetArrayLength());
        Assert.Empty(view.Errors);
    }

    [Theory(Skip = Chromium.Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Game_WithSomeWorkers_IsPlayedToTheEnd(int workers)
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.WithExamples(), workers);
        await using var view = await HarnessView.Open(chromium, harness, "describe-and-guess");
        if (workers == 1)
        {
            // Alone there is no game: the second comes later.
            await view.Sees("W1", "Waiting for");
            await view.Line.MustDo("addWorker");
            workers = 2;
        }

        var all = Enumerable.Range(1, workers).Select(number => $"W{number}").ToArray();
        await view.Line.Until(_ => all.All(worker => view.Line.Worker(worker).GetProperty("state").GetString() == "talking"), "everybody in a game");
        foreach (var game in all.GroupBy(worker => view.Line.Worker(worker).GetProperty("conversation").GetInt64()))
        {
            var pair = game.ToArray();
            var describer = await view.WhoIsAsked(pair);
            var guesser = pair.Single(worker => worker != describer);
            var word = await view.Frame(describer).Locator(".shown-body dd").First.InnerTextAsync();
            await view.Answer(describer, $"It is a {word}!");
            await view.Sees(describer, "Please describe it without");
            await view.Answer(describer, "Qqq of a zzz");
            await view.Sees(guesser, "Clue 1: Qqq of a zzz");
            await view.Answer(guesser, "wrong");
            await view.Sees(describer, "They guessed \"wrong\".");
            await view.Answer(describer, "Another one");
            await view.Sees(guesser, "Clue 2: Another one");
            await view.Answer(guesser, word);
            foreach (var worker in pair)
            {
                await view.Sees(worker, $"The word \"{word}\" was found in turn 2.");
                await view.Sees(worker, "The reward is $0.80.");
            }
        }

        await view.Shot($"describe-and-guess-{all.Length}");
        Assert.Empty(view.Errors);
    }
}

using Crowdwork.Bench;

// A table of contents: one measure a file. `dotnet run -c Release --project bench -- messages`
return args switch
{
    ["serve", .. var rest] => await Servers.Serve(rest),
    ["relay", .. var rest] => await Servers.Relay(rest),
    ["serve-marketplace", .. var rest] => await MarketplaceMeasure.Serve(rest),
    ["messages", .. var rest] => await Messages.Measure(rest),
    ["steady", .. var rest] => await Steady.Measure(rest),
    ["idle", .. var rest] => await Idle.Measure(rest),
    ["suspended", .. var rest] => await Suspended.Measure(rest),
    ["restart", .. var rest] => await Restarts.Measure(rest),
    ["start", .. var rest] => await FirstPage.Measure(rest),
    ["kills", .. var rest] => await Kills.Run(rest),
    ["worlds"] => await Worlds.Measure(),
    ["jsx", .. var rest] => await JsxPagesMeasure.Measure(rest),
    ["marketplace", .. var rest] => await MarketplaceMeasure.Measure(rest),
    ["save", .. var rest] => await Saves.Measure(rest),
    ["review", .. var rest] => await Reviews.Measure(rest),
    ["templates"] => Templates.Measure(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        dotnet run -c Release --project bench -- <measure>

          messages [workers] [seconds]   durable messages through two-worker worlds, against a bare relay, side by side
          steady [workers] [seconds] [MiB]  one message a second per ten workers: p50 and p99
          idle [workers]                 memory per connected worker who does nothing
          suspended [conversations]      memory per open conversation without pages
          restart [conversations]        time until a killed server is ready again
          start [times]                  from `dotnet run` to a page that can be written in (build the runner in Release first)
          kills [times] [seed]           a server killed at random moments of conversations: nothing lost, nothing doubled
          worlds                         compiling and loading scripts: warm, from the cache, 500 reloads
          jsx [saves]                    a saved page of JSX: until four frames show it, and one build by itself
          marketplace [HITs]             calls per second with durable writes; what a call costs with 1,000 HITs and with many (100,000)
          save [saves]                   a saved page or script: until four frames show it
          review [parts]                 the review of a run with many parts (5,000): first row, filter, all at once (build the runner in Release first)
          templates                      parsing and rendering a page, beside a hand-written StringBuilder
        """);
    return 2;
}

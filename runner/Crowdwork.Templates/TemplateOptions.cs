using System.Security.Cryptography;
using Crowdwork.Templates.Running;

namespace Crowdwork.Templates;

/// <summary>What templates are given from outside: other templates, functions, time, chance and limits.</summary>
public sealed class TemplateOptions
{
    public TemplateLimits Limits { get; init; } = TemplateLimits.Default;

    public ITemplateLoader? Loader { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Gives the seed for <c>math.random</c> and <c>math.uuid</c> of one rendering, when it first needs one.</summary>
    public Func<int> Seed { get; init; } = () => RandomNumberGenerator.GetInt32(int.MaxValue);

    /// <summary>Turns on <c>object.eval</c> and <c>object.eval_template</c>, which run data as code. Pages do without.</summary>
    public bool AllowEval { get; init; }

    /// <summary>Indents every line of what an indented block writes. Escaped pages never do: it would change the text of a textarea.</summary>
    public bool AutoIndent { get; init; } = true;

    public IReadOnlyDictionary<string, IScriptCustomFunction> Functions { get; init; } = new Dictionary<string, IScriptCustomFunction>();

    internal TemplateCache Cache { get; } = new();
}

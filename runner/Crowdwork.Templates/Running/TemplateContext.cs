using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Crowdwork.Templates.Builtins;
using Crowdwork.Templates.Escaping;
using Crowdwork.Templates.Parsing;
using Crowdwork.Templates.Syntax;

namespace Crowdwork.Templates.Running;

internal enum Flow
{
    Next, Break, Continue, Return,
}

/// <summary>
/// One rendering: what has been written, what the names mean at the moment, and how much of the limits is used.
/// </summary>
/// <remarks>
/// <code>
///   Template (shared, never changes) --Execute--> TemplateContext (one rendering, one thread) --> text
///                                                      |
///                             Scope: parameters, loops, `with` objects, model, builtins
///                             Frame: $locals and $ arguments of the function or page being run
/// </code>
/// Nothing in here catches a run-time error, so no state has to be put back when one passes through.
/// </remarks>
public sealed class TemplateContext
{
    private const int StepsBetweenChecks = 1024;

    private readonly TemplateOptions _options;
    private readonly CancellationToken _cancellation;
    private long _started;
    private long _allocated;
    private readonly Dictionary<string, Template> _included = new(StringComparer.Ordinal);
    private readonly List<SourceSpan> _includeChain = [];
    private Dictionary<string, int>? _cycles;
    private Dictionary<(string, RegexOptions), Regex>? _patterns;
    private Random? _random;

    // Who wrote last, for the message when it was too much.
    private SourceSpan _lastWriter;
    private StringBuilder _output = new();
    private bool _atLineStart;

    // How many captures and includes the output is inside of.
    private int _depth;
    private List<(int Output, SourceSpan Source)>? _origins;
    private long _steps;
    private long _nextCheck;
    private long _written;
    private int _calls;
    private int _turns;

    public TemplateContext(TemplateOptions options, CancellationToken cancellation = default)
    {
        _options = options;
        _cancellation = cancellation;
        Begin();
        _nextCheck = Math.Min(StepsBetweenChecks, options.Limits.Steps);
        BuiltinObject = BuiltinFunctions.CreateFor(options);
        Scope = new Scope(BuiltinObject, null) { IsBuiltin = true };
        Frame = new Frame(ScriptArray.Empty, null);
    }

    public ScriptObject BuiltinObject { get; }

    public TemplateLimits Limits => _options.Limits;

    public CancellationToken CancellationToken => _cancellation;

    internal TemplateOptions Options => _options;

    internal bool Escaping { get; set; }

    internal bool AutoIndent { get; set; } = true;

    internal string? Indent { get; set; }

    /// <summary>Where the expression that is being worked out will be shown.</summary>
    internal EscapeContext Escape { get; set; } = EscapeContext.None;

    internal Scope Scope { get; set; }

    internal Frame Frame { get; set; }

    internal LoopState? Loop { get; private set; }

    internal Flow Flow { get; set; }

    internal object? Returned { get; set; }

    internal DateTime Now => _options.Time.GetLocalNow().DateTime;

    internal TimeSpan Offset => _options.Time.GetLocalNow().Offset;

    internal Random Random => _random ??= new Random(_options.Seed());

    internal Dictionary<string, int> Cycles => _cycles ??= new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Puts an object above all others: its members hide equal names below, and assignments go to it.</summary>
    public void PushGlobal(ScriptObject scope) => Scope = new Scope(scope, Scope);

    // ---- limits

    /// <summary>Time and memory count from here, and memory on this thread.</summary>
    internal void Begin()
    {
        _started = _options.Time.GetTimestamp();
        _allocated = GC.GetAllocatedBytesForCurrentThread();
    }

    /// <summary>Long texts are work too.</summary>
    internal void Charge(int length, SourceSpan span)
    {
        if (length > 256) Steps(length / 64, span);
    }

    internal void Step(ScriptNode node)
    {
        if (++_steps >= _nextCheck) Check(node.Span);
    }

    internal void Steps(int count, SourceSpan span)
    {
        _steps += count;
        if (_steps >= _nextCheck) Check(span);
    }

    private void Check(SourceSpan span)
    {
        if (_cancellation.IsCancellationRequested) throw new ScriptAbortException(span, _cancellation);
        if (_steps >= Limits.Steps) throw Exceeded(span, $"more than {Limits.Steps:N0} steps");
        if (GC.GetAllocatedBytesForCurrentThread() - _allocated > Limits.Memory) throw Exceeded(span, $"more than {Limits.Memory / 1024 / 1024:N0} MB of memory");
        if (_options.Time.GetElapsedTime(_started) > Limits.Time) throw Exceeded(span, $"more than {Limits.Time.TotalSeconds:0.#} seconds");
        _nextCheck = Math.Min(_steps + StepsBetweenChecks, Limits.Steps);
    }

    internal static ScriptRuntimeException Exceeded(SourceSpan span, string what) => new(
        span, $"The template needs {what}.", "Give it less to do here, or raise the limit of that name in the template options.");

#pragma warning disable CA1822 // Beside its siblings, which do need the rendering.
    internal void EnsureStack(ScriptNode node)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw Exceeded(node.Span, "more nested calls than the stack can hold");
    }
#pragma warning restore CA1822

    internal void CheckLength(long length, ScriptNode node) => CheckLength(length, node.Span);

    internal void CheckLength(long length, SourceSpan span)
    {
        if (length > Limits.StringLength) throw Exceeded(span, $"a string of more than {Limits.StringLength:N0} characters");
    }

    internal void CheckCount(long count, SourceSpan span)
    {
        if (count > Limits.CollectionSize) throw Exceeded(span, $"a list of more than {Limits.CollectionSize:N0} items");
    }

    internal void EnterCall(ScriptNode node)
    {
        EnsureStack(node);
        if (++_calls > Limits.Recursion) throw Exceeded(node.Span, $"more than {Limits.Recursion} calls inside each other");
    }

    internal void LeaveCall() => _calls--;

    // ---- output

    internal void Write(string text) => Write(text.AsSpan());

    internal void Write(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return;
        _written += text.Length;
        if (_written > Limits.OutputLength) throw TooMuchOutput();
        if (Indent is null)
        {
            _output.Append(text);
            _atLineStart = text[^1] == '\n';
            return;
        }

        while (!text.IsEmpty)
        {
            if (_atLineStart)
            {
                _output.Append(Indent);
                _written += Indent.Length;
                if (_written > Limits.OutputLength) throw TooMuchOutput();
            }
            var end = text.IndexOf('\n');
            _atLineStart = end >= 0;
            var line = end < 0 ? text : text[..(end + 1)];
            _output.Append(line);
            text = text[line.Length..];
        }
    }

    private ScriptRuntimeException TooMuchOutput() => Exceeded(_lastWriter, $"more than {Limits.OutputLength:N0} characters of output");

    internal void WriteText(SourceSpan text)
    {
        _lastWriter = text;
        if (_depth == 0) _origins?.Add((_output.Length, text));
        Write(text.Source.Text.AsSpan(text.Start, text.End - text.Start));
    }

    internal void WriteValue(object value, EscapeContext escape, ScriptNode node)
    {
        _lastWriter = node.Span;
        // Every expression of an escaped page has its place. Should one ever be forgotten, it is escaped as text.
        if (escape == EscapeContext.None && Escaping) escape = EscapeContext.Text;
        if (_depth == 0) _origins?.Add((_output.Length, node.Span));
        if (escape == EscapeContext.None) Write(value as string ?? ToText(value, node));
        else Write(Escaper.Escape(this, value, escape, node));
    }

    /// <summary>Everything up to <see cref="EndOutput"/> goes to a text of its own. Gives what was there before, for EndOutput.</summary>
    internal OutputState BeginOutput()
    {
        var outer = new OutputState(_output, _atLineStart, Indent);
        _output = new StringBuilder();
        _atLineStart = false;
        Indent = null;
        _depth++;
        return outer;
    }

    internal string EndOutput(OutputState outer, ScriptNode node)
    {
        CheckLength(_output.Length, node);
        Charge(_output.Length, node.Span);
        _depth--;
        var text = _output.ToString();
        (_output, _atLineStart, Indent) = (outer.Text, outer.AtLineStart, outer.Indent);
        return text;
    }

    internal string Output => _output.ToString();

    /// <summary>From here on it is noted which output came from where.</summary>
    internal void KeepOrigins() => _origins = [];

    internal IReadOnlyList<(int Output, SourceSpan Source)> Origins => _origins ?? [];

    internal void CopyTo(TextWriter writer) => writer.Write(_output);

    internal string ToText(object? value, ScriptNode node) => ScriptPrinter.Print(this, value, node.Span);

    internal string ToText(object? value, SourceSpan span) => ScriptPrinter.Print(this, value, span);

    // ---- names

    /// <summary>Parameters and loops come first, then the objects from the innermost to the builtins.</summary>
    internal bool Find(string name, out object? value)
    {
        var scope = Scope;
        if (scope.HasNames)
        {
            for (var s = scope; s is { HasNames: true }; s = s.Outer)
            {
                if (s.LoopVariable is { } loop)
                {
                    if (loop != name) continue;
                    value = s.Value;
                    return true;
                }
                if (s.IsFunction && s.Object!.TryGetValue(name, out value)) return true;
            }
        }
        for (var s = scope; s is not null; s = s.Outer)
        {
            if (s.Object is null || s.IsFunction) continue;
            if (s.Object.TryGetValue(name, out value))
            {
                value = ScriptMembers.Normalize(value);
                return true;
            }
        }
        value = null;
        return false;
    }

    internal ScriptObject CurrentObject
    {
        get
        {
            var scope = Scope;
            while (scope!.Object is null) scope = scope.Outer;
            return scope.Object;
        }
    }

    /// <summary>Where an assignment to this name goes: to the function if the name is one of its own, else to the current object.</summary>
    internal ScriptObject ObjectFor(string name)
    {
        for (var s = Scope; s is { HasNames: true }; s = s.Outer)
        {
            if (s.IsFunction && s.Object!.ContainsKey(name)) return s.Object;
        }
        return CurrentObject;
    }

    // A read-only variable cannot be hidden by a member of the same name inside of `with` either.
    internal void SetVariable(string name, object? value, ScriptNode node)
    {
        var target = ObjectFor(name);
        for (var s = Scope; s is { IsBuiltin: false }; s = s.Outer)
        {
            if (s is { IsFunction: true, Object: { } own } && ReferenceEquals(own, target)) break;
            if (s.Object is { } content && content.IsReadOnly(name)) throw ReadOnly(name, node);
        }
        SetMember(target, name, value, node);
    }

    private static ScriptRuntimeException ReadOnly(string name, ScriptNode node) => new(node.Span, $"`{name}` is read-only.", "Use another name.");

    internal void SetMember(ScriptObject target, string name, object? value, ScriptNode node)
    {
        if (target.IsReadOnly(name)) throw ReadOnly(name, node);
        if (ReferenceEquals(target, BuiltinObject) || BuiltinFunctions.IsReserved(name) && IsPageObject(target))
        {
            throw new ScriptRuntimeException(node.Span, $"`{name}` is a builtin and cannot be assigned to.", "Use another name.");
        }
        CheckCount(target.Count + 1, node.Span);
        target[name] = value;
    }

    // The objects of `with` and of functions may have members of any name.
    private bool IsPageObject(ScriptObject target)
    {
        ScriptObject? outermost = null;
        for (var s = Scope; s is { IsBuiltin: false }; s = s.Outer)
        {
            if (s is { Object: not null, IsFunction: false }) outermost = s.Object;
        }
        return ReferenceEquals(outermost, target);
    }

    // ---- loops

    internal LoopState EnterLoop(int length)
    {
        if (Loop is null) _turns = 0;
        return Loop = new LoopState(Loop, length);
    }

    internal void NextTurn(ScriptNode node)
    {
        Step(node);
        if (++_turns > Limits.LoopIterations) throw Exceeded(node.Span, $"more than {Limits.LoopIterations:N0} turns of a loop");
    }

    /// <summary>After a turn: is the loop over? <c>break</c> and <c>continue</c> have had their effect then.</summary>
    internal bool LoopEnds()
    {
        if (Flow == Flow.Next) return false;
        if (Flow == Flow.Return) return true;
        var ends = Flow == Flow.Break;
        Flow = Flow.Next;
        return ends;
    }

    internal void LeaveLoop(LoopState loop) => Loop = loop.Outer;

    // ---- calls

    internal object? Call(IScriptCustomFunction function, ScriptNode caller, ScriptArguments arguments, ScriptBlock? block = null)
    {
        EnterCall(caller);
        Step(caller);
        var result = function.Invoke(this, caller, arguments, block);
        LeaveCall();
        return result;
    }

    /// <summary>Runs the body of a function or page with arguments, locals and loops of its own, and gives what it returned.</summary>
    internal object? RunBody(ScriptBlock body, Frame frame, Scope scope)
    {
        var (outerFrame, outerScope, outerLoop) = (Frame, Scope, Loop);
        Frame = frame;
        Scope = scope;
        body.Execute(this);
        var result = Flow == Flow.Return ? Returned : null;
        Flow = Flow.Next;
        Returned = null;
        (Frame, Scope, Loop) = (outerFrame, outerScope, outerLoop);
        return result;
    }

    internal Template Include(string name, SourceSpan span)
    {
        if (_options.Loader is not { } loader)
        {
            throw new ScriptRuntimeException(span, $"`{name}` cannot be included, because there is nowhere to load it from.");
        }
        if (_includeChain.Count >= Limits.IncludeDepth) throw Exceeded(span, $"more than {Limits.IncludeDepth} includes inside each other");
        var path = loader.GetPath(name, span.File) ?? throw new ScriptRuntimeException(
            span, $"There is no template `{name}` to include.", "The name is relative to the task folder and must stay inside it.");
        if (_included.TryGetValue(path, out var known)) return known;

        // The port promises a text. A loader written without nullable types may still forget it.
        if (loader.Load(path) is not { } text) throw new ScriptRuntimeException(span, $"Loading `{name}` gave nothing.", "Check the template loader.");
        var template = _options.Cache.Get(path, text, _options, Escaping);
        if (template.HasErrors)
        {
            var place = span.ToString();
            throw new TemplateException([.. template.Messages.Select(m => m with { IncludedFrom = [.. m.IncludedFrom, place, .. Chain()] })]);
        }
        return _included[path] = template;
    }

    internal void EnterInclude(SourceSpan span) => _includeChain.Add(span);

    internal void LeaveInclude() => _includeChain.RemoveAt(_includeChain.Count - 1);

    internal IReadOnlyList<string> Chain() => _includeChain.AsEnumerable().Reverse().Select(s => s.ToString()).ToList();

    // ---- builtins

    internal Regex Pattern(string pattern, RegexOptions options, SourceSpan span)
    {
        _patterns ??= [];
        if (_patterns.TryGetValue((pattern, options), out var known)) return known;
        try
        {
            return _patterns[(pattern, options)] = new Regex(pattern, options | RegexOptions.CultureInvariant, Limits.RegexTime);
        }
        catch (ArgumentException mistake)
        {
            throw new ScriptRuntimeException(span, $"This is not a regular expression: {mistake.Message}", null, mistake);
        }
    }
}

internal readonly record struct OutputState(StringBuilder Text, bool AtLineStart, string? Indent);

internal sealed class LoopState(LoopState? outer, int length)
{
    public LoopState? Outer { get; } = outer;

    /// <summary>-1 where nobody knows, in <c>while</c>.</summary>
    public int Length { get; } = length;

    public int Index { get; set; }

    public int Column { get; set; }

    public bool Changed { get; set; } = true;
}

using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Worlds;

public sealed class EndlessScriptsTests : IDisposable
{
    private const long Steps = 100_000;

    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("while (true) ;")]
    [InlineData("while (true) Save(1);")]
    [InlineData("while (true) if (1 > 2) break;")]
    [InlineData("while (true) while (1 > 0) Save(1);")]
    [InlineData("while(true)Save(1);")]
    [InlineData("do { } while (true);")]
    [InlineData("do ; while (true);")]
    [InlineData("for (;;) { }")]
    [InlineData("for (;;) ;")]
    [InlineData("for (var i = 0; i >= 0; i = 1) Save(i);")]
    [InlineData("foreach (var n in All()) { }  IEnumerable<int> All() { while (true) yield return 1; }")]
    [InlineData("foreach (var n in All()) Save(n);  IEnumerable<int> All() { for (;;) yield return 1; }")]
    [InlineData("foreach (var (a, b) in All()) Save(a + b);  IEnumerable<(int, int)> All() { for (;;) yield return (1, 2); }")]
    [InlineData("await foreach (var n in All()) Save(n);  async IAsyncEnumerable<int> All() { for (;;) { await Task.Yield(); yield return 1; } }")]
    [InlineData("Save(All().Last());  IEnumerable<int> All() { while (true) yield return 1; }")]
    [InlineData("{ again: goto again; }")]
    [InlineData("void F() { again: Save(1); if (1 > 0) goto again; }  F();")]
    [InlineData("void F(int n) { switch (n) { case 1: goto case 2; case 2: goto case 1; default: goto default; } }  F(1);")]
    [InlineData("void F(int n) { switch (n) { default: goto default; } }  F(1);")]
    [InlineData("Action f = () => { while (true) { } };  f();")]
    [InlineData("Func<int> f = delegate { while (true) { } };  f();")]
    [InlineData("async Task F() { while (true) await Task.CompletedTask; }  await F();")]
    [InlineData("class C { public int N { get { for (;;) { } } } }  Save(new C().N);")]
    [InlineData("while (true) { try { Save(1); } catch (Exception) { } }")]
    [InlineData("while (true) try { Save(1); } finally { }")]
    [InlineData("try { while (true) { } } finally { while (true) { } }")]
    [InlineData("while (true) { try { while (true) { } } catch (Exception) { } }")]
    [InlineData("while (true) Save($\"{new[] { 1 }.Select(n => { while (true) { } return n; }).Count()}\");")]
    [InlineData("while (true) { // a comment\n  Save(1); /* another */ }")]
    [InlineData("while (true) // a comment\n  Save(1); // another")]
    public async Task Run_ALoopWithoutEnd_RunsOutOfFuel(string text)
    {
        var exception = await Record.ExceptionAsync(() => Run(text));

        Assert.IsType<OutOfFuel>(exception);
    }

    [Theory]
    [InlineData("void F() { F(); }  F();")]
    [InlineData("void F() => F();  F();")]
    [InlineData("int F(int n) => F(n + 1) + 1;  F(0);")]
    [InlineData("ref int F(ref int n) => ref F(ref n);  var a = new[] { 1 };  F(ref a[0]);")]
    [InlineData("async Task F() { await F(); }  await F();")]
    [InlineData("async Task F() => await F();  await F();")]
    [InlineData("async Task<int> F() => await F() + 1;  await F();")]
    [InlineData("async ValueTask F() => await F();  await F();")]
    [InlineData("async System.Threading.Tasks.Task F() => await F();  await F();")]
    [InlineData("Task F() => F();  await F();")]
    [InlineData("{ int G(int n) { return G(n) + 1; }  G(0); }")]
    [InlineData("{ int G(int n) => G(n) + 1;  G(0); }")]
    [InlineData("{ static void G() => G();  G(); }")]
    [InlineData("Action f = null!;  f = () => { f(); };  f();")]
    [InlineData("Action f = null!;  f = () => f();  f();")]
    [InlineData("Action f = null!;  f = () => f.Invoke();  f();")]
    [InlineData("Action? f = null;  f = () => f?.Invoke();  f();")]
    [InlineData("Action f = null!;  f = delegate { f(); };  f();")]
    [InlineData("Func<int, int> f = null!;  f = n => n == -1 ? 0 : f(n + 1) + 1;  f(0);")]
    [InlineData("Func<int, Task> f = null!;  f = async n => await f(n + 1);  await f(0);")]
    [InlineData("Func<int, int> f = null!;  f = n => Enumerable.Range(0, 1).Sum(f);  f(0);")]
    [InlineData("Func<int, int> f = null!;  f = n => $\"{f(n)}\".Length;  f(0);")]
    [InlineData("var fs = new Dictionary<string, Func<int>>();  fs[\"a\"] = () => fs[\"a\"]();  fs[\"a\"]();")]
    [InlineData("var fs = new[] { (int n) => n };  fs[0] = n => fs[0](n);  fs[0](1);")]
    [InlineData("delegate void Self(Self self);  Self f = self => self(self);  f(f);")]
    [InlineData("class Box { public Func<int> F = null!; }  var box = new Box();  box.F = () => box.F();  box.F();")]
    [InlineData("record Box(Func<int> F);  Box b = null!;  b = new Box(() => b.F());  b.F();")]
    [InlineData("class C { public int N => N; }  Save(new C().N);")]
    [InlineData("class C { public int N { get => N; } }  Save(new C().N);")]
    [InlineData("class C { public int N { get { return N; } set { N = value; } } }  new C().N = 1;")]
    [InlineData("class C { public int N { get => 1; set => N = value; } }  new C().N = 1;")]
    [InlineData("class C { public int this[int n] => this[n]; }  Save(new C()[1]);")]
    [InlineData("class C { public static C operator +(C a, C b) => a + b; }  Save(new C() + new C());")]
    [InlineData("class C { public static implicit operator int(C c) => (int)c; }  int n = new C();")]
    [InlineData("class C { public C() { new C(); } }  new C();")]
    [InlineData("class C { public C() => new C(); }  new C();")]
    [InlineData("class C { C next = new(); }  new C();")]
    [InlineData("class C { public C Next { get; } = new C(); }  new C();")]
    [InlineData("record R(int N) { public R Next { get; } = new(N); }  new R(1);")]
    [InlineData("class C { public C(C c) { } public C() : this(new C()) { } }  new C();")]
    [InlineData("class A(A? a) { A? a = a; }  class B() : A(new B()) { }  new B();")]
    [InlineData("class C { public override string ToString() => $\"{this}\"; }  Save(new C().ToString());")]
    [InlineData("IEnumerable<int> F() { foreach (var n in F()) yield return n; }  foreach (var n in F()) { }")]
    [InlineData("static int F(int n) => n switch { _ => F(n) };  F(0);")]
    public async Task Run_AFunctionThatCallsItselfForEver_EndsInAnOrdinaryException(string text)
    {
        var exception = await Record.ExceptionAsync(() => Run(text, fuel: long.MaxValue / 2));

        Assert.IsType<InsufficientExecutionStackException>(exception);
    }

    [Theory]
    [InlineData("int[] ns = [3, 1, 2]; foreach (var n in ns.OrderBy(n => n)) Save(n);", "1 2 3")]
    [InlineData("for (int i = 0, j = 9; i < 3; i++, j--) if (i == 1) continue; else Save(i * j);", "0 14")]
    [InlineData("Func<int, int> f = n => n * 2; Save(new[] { 1, 2 }.Select(f).Select(n => f(n)).Sum());", "12")]
    [InlineData("Func<int, int> fib = null!; fib = n => n < 2 ? n : fib(n - 1) + fib(n - 2); Save(fib(15));", "610")]
    [InlineData("int Twice(int n) => n * 2; Save(new[] { 1, 2 }.Select(n => Twice(n)).Select(Twice).Sum());", "12")]
    [InlineData("string F(int n) => n switch { 0 => \"zero\", _ => throw new InvalidOperationException() }; Save(F(0));", "zero")]
    [InlineData("int F() => throw new NotSupportedException(); try { F(); } catch (NotSupportedException) { Save(1); }", "1")]
    [InlineData("int N => 4; Save(N);", "4")]
    [InlineData("int n; int N { get => n; set => n = value + 1; } N = 4; Save(N);", "5")]
    [InlineData("record P(int X) { public int Y => X + 1; public int Z { get; init; } = new List<int> { 7 }.Count; } Save(new P(1)); Save(new P(1) == new P(1));", "P { X = 1, Y = 2, Z = 1 } True")]
    [InlineData("async Task<int> F() { var r = await (await Meet()).Ask(\"?\"); return r.Words; } Save(await F());", "3")]
    [InlineData("var all = await All(new[] { 1, 2 }.Select(async n => { await Task.Yield(); return n; })); Save(all.Sum());", "3")]
    [InlineData("#nullable disable\nAction a = () => Save(1); a(); new[] { a }[0]();", "1 1")]
    [InlineData("Save(string.Join(',', from n in new[] { 1, 2, 3 } where n > 1 select n * 2));", "4,6")]
    [InlineData("var worker = await Meet(); Func<string, Task<Reply>> ask = text => worker.Ask(text); Save((await ask(\"?\")).Words);", "3")]
    [InlineData("record Node(Func<int, int> Next); var node = new Node(n => n + 1); Func<int> f = () => node.Next(1); Save(f());", "2")]
    [InlineData("Onboard(async worker => (await worker.Ask(\"2+2?\")).Text == \"4\"); Save(1);", "1")]
    [InlineData("struct S { public int N = 1; public S() { } } Save(new S().N);", "1")]
    [InlineData("class C { public C(int n, List<int> l) { Save = l.Count + n; } public C() : this(n: 1, l: new() { 5 }) { } public int Save; } Save(new C().Save);", "2")]
    [InlineData("unchecked { int n = 0; do n++; while (n < 4); Save(n); }", "4")]
    [InlineData("var a = await Meet(); Worker? b = null; await (b ?? a).Tell(\"x\"); var r = await (await Meet()).Ask(\"?\"); Save(r.Words);", "3")]
    [InlineData("foreach (var t in new[] { Task.FromResult(1) }) Save(await(t));", "1")]
    [InlineData("async Task F(Task<int> t) => Save(await (t)); await F(Task.FromResult(2));", "2")]
    [InlineData("int i = 0; again: if (i++ < 3) goto again; Save(i);", "4")]
    public async Task Run_AnOrdinaryScript_DoesTheSameGuardedAndUnguarded(string text, string saved)
    {
        Assert.Equal(saved, await Saved(text, guarded: true));
        Assert.Equal(saved, await Saved(text, guarded: false));
    }

    [Fact]
    public async Task Run_OutOfFuel_SaysWhichLoop()
    {
        using var world = _folder.Load("var n = 0;\nvoid Spin()\n{\n    for (;;) n++;\n}\nSpin();");

        var exception = await Record.ExceptionAsync(() => Metered(() => world.Run(new ScriptedHost().World), Steps));
        var fault = world.Describe(exception!);

        Assert.Equal((4, 14, "Spin"), (fault.Line, fault.Column, fault.Frames[0].Name));
        Assert.Equal((6, 1, "top level"), (fault.Frames[1].Line, fault.Frames[1].Column, fault.Frames[1].Name));
        Assert.Contains("without end", fault.Message);
    }

    private async Task<string> Saved(string text, bool guarded)
    {
        var host = new ScriptedHost();
        using var world = _folder.Load(text, guarded);
        await Metered(() => world.Run(host.World), Steps);
        return string.Join(' ', host.Saved);
    }

    private async Task Run(string text, long fuel = Steps)
    {
        using var world = _folder.Load(text);
        await Metered(() => world.Run(new ScriptedHost().World), fuel);
    }

    // Fuel is metered by thread, so the whole script has to stay on one: a context that runs what is posted, in turn.
    private static Task Metered(Func<Task> run, long fuel)
    {
        var before = SynchronizationContext.Current;
        var turns = new Turns();
        SynchronizationContext.SetSynchronizationContext(turns);
        Fuel.Fill(fuel);
        try
        {
            var task = run();
            while (!task.IsCompleted) turns.TakeOne();
            return task;
        }
        finally
        {
            Fuel.Stop();
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class Turns : SynchronizationContext
    {
        private readonly System.Collections.Concurrent.BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = [];

        public override void Post(SendOrPostCallback d, object? state) => _posted.Add((d, state));

        public void TakeOne()
        {
            var (callback, state) = _posted.Take();
            callback(state);
        }
    }
}

// Everything that loops and functions can look like in C#, on purpose as crowded as an author would never write it.
using System.Runtime.CompilerServices;
#nullable enable
bool a = true, b = false; int c = 0;
if (a) while (b) if (c > 0) c++; else c--; else c = 2;
while (b) /*c*/ ; while (b) { /*x*/ } do /*y*/ c++; /*z*/ while (b) ;
foreach (var x in new[] { 1 }) foreach (var (p, q) in new[] { (1, 2) }) if (p > q) continue; else break;
int F()
#if NOPE
  => 1
#else
  => /* two */ 2 // three
#endif
  ; // four
string Raw() => """
   while (true) { }
   """;
string Inter(int n) => $"{(n > 0 ? "a" : "b"):x} {n:0.0} {string.Join(",", Enumerable.Range(0, n).Select(i => { return $"{i:0}"; }))}";
interface IShape { double Area => 1; static abstract IShape Make(); static virtual int N() => 3; int this[int i] => i; event Action E { add => Nothing(); remove => Nothing(); } static void Nothing() { } }
class P { public int N { get => field; set => field = value; } public int M { get; init => field = value < 0 ? throw new ArgumentException("x") : value; } public ref readonly int R => ref r; int r; public static P operator ++(P p) => p; public void operator +=(int n) => N += n; public static explicit operator int(P p) => p.N; public static bool operator true(P p) => p.N > 0; public static bool operator false(P p) => !(p.N > 0); public void Deconstruct(out int x, out int y) => (x, y) = (N, M); }
record struct V(int X) { public V() : this(3) { } public readonly int Y => X; public int Z = new List<int>().Count; }
readonly struct W { public readonly int A = new Random2().N; public W() { } }
class Random2 { public int N => 4; }
abstract class Q<T> where T : new() { protected abstract int Z(); public virtual T Make() => new(); public T this[T t] { get => t; set { } } }
sealed class Q2() : Q<P>() { protected override int Z() => 1; public override P Make() => base.Make(); }
partial class Pt { partial void A(); void B() => c2++; int c2; public Pt() : base() => B(); }
static class Ext { public static int Twice(int n) => n * 2; }
IEnumerable<int> It { get { yield return 1; } }
async IAsyncEnumerable<int> Ai([EnumeratorCancellation] CancellationToken ct = default) { await Task.Yield(); yield return 1; }
await foreach (var x in Ai().WithCancellation(default)) c += x;
await foreach (var x in Ai()) while (b) c += x;
Func<int, int> l1 = static n => n, l2 = (int n) => { return n; }, l3 = delegate (int n) { return n; }; Func<int, Func<int, int>> l4 = x => y => x + y; Action l5 = () => throw new Exception(); Func<Task> l6 = async () => await Task.Yield();
var l7 = [Obsolete] int (int n = 3, params int[] rest) => n; Expression2 l8 = n => l4(n)(n); delegate int Expression2(int n);
var l9 = l4(1)(2) + l7() + (l1 ?? l2)(3) + new[] { l1 }[0](4) + ((Func<int, int>)l1).Invoke(5); Func<int> l10 = () => l4(1)(2) + l7() + (l1 ?? l2)(3) + new[] { l1 }[0](4) + ((Func<int, int>)l1).Invoke(5) + l1?.Invoke(3) ?? 0;
Func<IEnumerable<int>> l11 = () => new[] { 1, 2 }.Select(l1).Select(Ext.Twice).Where(x => l2(x) > 0).OrderBy(l1).Concat(from n in new[] { 3 } let m = l1(n) where m > l2(n) select l3(m));
for (int i = 0, j = 0; i < 2 && j < 2; i++, j++) { switch (i) { case 0: goto case 1; case 1: { goto default; } default: break; } }
for (; ; ) break; for (c = 0; c < 1; c++) ; { int k = 0; again: if (k++ < 2) goto again; else goto done; done: ; }
lock (l1) while (b) c++; using (var m = new MemoryStream()) while (b) c++; checked { while (b) c++; } try { while (b) c++; } catch (Exception e) when (e is not null) { for (; b;) c++; } finally { do c++; while (b); }
int Rec(int n) => n switch { 0 => 0, > 100 => throw new Exception(), _ when n % 2 == 0 => Rec(n - 1), _ => Rec(n - 2) }; Task<int> Tk() => Task.FromResult(1); async Task Tv() => await Tk(); async ValueTask<int> Tw() => await Tk(); async void Ty() => await Tk(); async Task Tz() => throw new Exception();
ref int Rf(int[] n) => ref n[0]; ref readonly int Rg(int[] n) => ref n[0]; T Gen<T>(T t) where T : class => t; (int, int) Tup() => (1, 2); int[] Arr() => [1, 2]; dynamic2 Dyn() => default; struct dynamic2 { }
void Local() { int A(int n) => n; static void B() => B2(); static void B2() { } async Task C() => await Task.Yield(); [Obsolete] int D() => 1; while (A(1) > 2) B(); int E() { return A(2); } foreach (var z in It) for (; ; ) if (z > 0) return; else if (E() > 1) continue; else goto end; end: ; }
var nested = new { A = new Func<int>(() => { while (b) ; return 1; })(), B = ((Func<int>)(() => 1))() }; string s = $@"{nested.A:000} ""{(b ? 1 : 2)}"" {l1(1)}"; Func<string> s2 = () => $"{l1(1)} {l1(2):0} {(l1(3))}";
object o = c is > 0 and < 5 or 7 ? new int[] { 1 } is [var first, ..] ? first : 0 : (object)"x"; unchecked { c = c << 1 >>> 2; }
[System.Runtime.CompilerServices.MethodImpl(MethodImplOptions.NoInlining)] int At() => 1; event Action? Ev; int Idx => new List<int> { 1 }[^1]; 

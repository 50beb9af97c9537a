using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;

namespace Crowdwork.Engine.Tests.Worlds;

public sealed class DiagnosticsTests : IDisposable
{
    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("while (true) Save(missing);", 1, 19)]
    [InlineData("for (var i = 0; i < 3; i++) while (i < 2) Save(missing);", 1, 48)]
    [InlineData("for (;;) { Save(1); Save(missing); }", 1, 26)]
    [InlineData("int F() => missing;", 1, 12)]
    [InlineData("int F()\n  => missing;", 2, 6)]
    [InlineData("int F() => 1 + missing; int G() { return missing; }", 1, 16)]
    [InlineData("int N { get => missing; }", 1, 16)]
    [InlineData("int N => missing;", 1, 10)]
    [InlineData("Func<int, int> f = n => { return missing; };", 1, 34)]
    [InlineData("Func<int, int> f = null!; f = n => f(missing) + 1;", 1, 38)]
    [InlineData("do Save(1); while (missing);", 1, 20)]
    [InlineData("if (true) { again: goto again; } Save(missing);", 1, 39)]
    [InlineData("class C { C c = new(); int n = missing; }", 1, 32)]
    [InlineData("/* a */ while (true) /* b */ { /* c */ Save(missing); } // d", 1, 45)]
    public void Compile_AFaultOnAGuardedLine_HasTheAuthorsColumn(string text, int line, int column)
    {
        foreach (var guarded in new[] { true, false })
        {
            var build = _folder.Compile(text, guarded);
            var problem = build.Problems.First(problem => problem.Severity == Severity.Error);

            Assert.Contains("'missing'", problem.Message);
            Assert.Equal((_folder.PathOf("world.csx"), line, column), (problem.File, problem.Line, problem.Column));
        }
    }

    [Fact]
    public void Compile_SeveralMistakes_AreReportedInTheOrderOfTheText()
    {
        var build = _folder.Compile("int a = \"x\";\nvar b = missing;\nSave(new Nothing());");

        Assert.Null(build.World);
        Assert.False(build.LooksHalfSaved);
        Assert.Equal([1, 2, 3], build.Problems.Select(problem => problem.Line));
        Assert.All(build.Problems, problem => Assert.NotEqual("", problem.Remedy));
    }

    [Theory]
    [InlineData("var worker = await Meet();\nawait worker.Ask(\"We")]
    [InlineData("var worker = await Meet()")]
    [InlineData("while (true) {")]
    [InlineData("")]
    [InlineData("  \n")]
    public void Compile_HalfOfAScript_LooksHalfSaved(string text)
    {
        var build = _folder.Compile(text);

        Assert.True(build.LooksHalfSaved);
        Assert.Null(build.World);
        Assert.NotEmpty(build.Problems);
    }

    [Fact]
    public void Compile_AForgottenAwait_IsAnErrorThatSaysSo()
    {
        var build = _folder.Compile("var worker = await Meet();\nworker.Ask(\"Well?\", within: Minutes(2));\nasync Task F() { Pause(Seconds(1)); await Task.CompletedTask; }\nawait F();");

        Assert.Equal([(2, 1), (3, 18)], build.Problems.Select(problem => (problem.Line, problem.Column)));
        Assert.StartsWith("Nobody waits for `worker.Ask(\"Well?\", within: Minutes(2))`", build.Problems[0].Message);
        Assert.Contains("`await`", build.Problems[0].Remedy);
    }

    [Fact]
    public void Compile_AnAsyncFunctionWithoutAwait_IsNoMatter()
    {
        var build = _folder.Compile("Model(\"echo\", async turn => turn.Prompt);\nasync Task F() { }\nawait F();");

        Assert.Empty(build.Problems);
    }

    [Fact]
    public void Compile_APossibleNull_IsAWarningAndTheWorldRuns()
    {
        var build = _folder.Compile("var worker = await Meet();\nvar hint = await worker.TryAsk(\"?\");\nSave(hint.Text);");

        var problem = Assert.Single(build.Problems);
        Assert.Equal((Severity.Warning, 3, 6), (problem.Severity, problem.Line, problem.Column));
        Assert.Contains("TryAsk", problem.Remedy);
        Assert.NotNull(build.World);
        build.World.Dispose();
    }

    [Theory]
    [InlineData("namespace A { class B { } }", 1, "namespace")]
    [InlineData("var name = \"x\"; record R(int N) { public string Name() => name; }", 1, "parameter")]
    [InlineData("Span<int> s = new int[3];", 1, "array")]
    [InlineData("Review(async part => Decision.Approve(\"\"));", 1, "")]
    [InlineData("Func<Task> f = async () => { return 1; };", 1, "return")]
    [InlineData("unsafe { }", 1, "unsafe")]
    public void Compile_WhatAScriptCannotHold_IsExplained(string text, int line, string remedy)
    {
        var build = _folder.Compile(text);

        var problem = build.Problems.First(problem => problem.Severity == Severity.Error);
        Assert.Equal(line, problem.Line);
        Assert.Contains(remedy, problem.Remedy);
    }

    [Theory]
    [InlineData("Save(1);\nusing var reader = new StringReader(\"a\");\nSave(2);", 2, 1)]
    [InlineData("await using var reader = Open();\nIAsyncDisposable Open() => null!;", 1, 7)]
    [InlineData("{ }\nusing StringReader reader = new(\"a\");", 2, 1)]
    public void Compile_AUsingDeclarationAtTheTopLevel_IsOneSentenceInsteadOfMany(string text, int line, int column)
    {
        var build = _folder.Compile(text);

        var problem = Assert.Single(build.Problems);
        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.Contains("`using`", problem.Message);
    }

    [Fact]
    public void Compile_AUsingDeclarationInAFunction_IsFine()
    {
        var build = _folder.Compile("void F()\n{\n    using var reader = new StringReader(\"a\");\n    Save(reader.ReadLine()!);\n}\nF();");

        Assert.Empty(build.Problems);
    }

    [Fact]
    public void Compile_AMissingFile_IsOneProblem()
    {
        var path = _folder.PathOf("nowhere.csx");

        var build = new WorldCompiler(new WorldCompilerOptions()).Compile(path, CancellationToken.None);

        Assert.Equal($"{path}: There is no such file.\n  Write the world there, or correct the path.", Assert.Single(build.Problems).ToString());
        Assert.Equal([path], build.Files);
    }

    [Fact]
    public async Task CompileAsync_CancelledBefore_IsGivenUp()
    {
        var path = _folder.Write("world.csx", "Save(1);");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new WorldCompiler(new WorldCompilerOptions()).CompileAsync(path, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Compile_AFileWithAByteOrderMark_IsReadAsText()
    {
        var path = _folder.PathOf("world.csx");
        File.WriteAllText(path, "while (true) Save(missing);", new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        var build = new WorldCompiler(new WorldCompilerOptions()).Compile(path, CancellationToken.None);

        Assert.Equal((1, 19), (build.Problems[0].Line, build.Problems[0].Column));
    }

    [Fact]
    public void Compile_OddButValidCode_SaysTheSameGuardedAndUnguarded()
    {
        var text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "OddCode", "world.csx"));
        var guarded = _folder.Compile(text, guarded: true);
        var plain = _folder.Compile(text, guarded: false);

        Assert.True(guarded.World is not null, string.Join('\n', guarded.Problems));
        Assert.True(plain.World is not null, string.Join('\n', plain.Problems));

        // CS0642, "possible mistaken empty statement": in guarded text a lone semicolon stands in braces.
        Assert.Equal(plain.Problems.Where(problem => !problem.Message.Contains("CS0642")), guarded.Problems);
        guarded.World.Dispose();
        plain.World.Dispose();
    }

    private static string ThisFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
}

using Crowdwork.Engine.Tasks;
using Crowdwork.Templates.Jsx;

namespace Crowdwork.Web.Jsx;

/// <summary>Builds the JSX pages of a task to see what is wrong with them, and keeps nothing.</summary>
internal static class JsxCheck
{
    public static async Task<IReadOnlyList<Problem>> Check(TaskFolder task, TimeProvider time, CancellationToken cancelled)
    {
        var pages = JsxPages.RolePages(task).Values.Concat(task.Pages.Where(JsxPages.IsJsx)).Distinct().ToList();
        if (pages.Count == 0) return [];
        if (TaskPackages.AreMissing(task.Path) && await new TaskPackages(time).Install(task.Path, _ => { }, cancelled) is { } trouble) return [JsxPages.ProblemOf(task, trouble)];

        var work = Directory.CreateTempSubdirectory("crowdwork-check-");
        try
        {
            var builder = new JsxBuilder(JsxToolchain.Find(AppContext.BaseDirectory, Environment.GetEnvironmentVariable(JsxToolchain.Variable)), work.FullName, time);
            var builds = await Task.WhenAll(pages.Where(page => task.Resolve(page) is { } path && File.Exists(path))
                .Select(async page => (Page: page, Build: await builder.Build(task.Resolve(page)!, JsxPages.ValuesOf(task), cancelled))));
            var imported = builds.SelectMany(build => build.Build.Inputs.Where(input => input != task.Resolve(build.Page))).ToHashSet();
            return builds
                // A file that pages import is a part of them and no page.
                .SelectMany(build => build.Build.Output is { } output && !imported.Contains(task.Resolve(build.Page)!)
                    ? build.Build.Problems.Concat(JsxExports.Check(task.Resolve(build.Page)!, output.Exports))
                    : build.Build.Problems)
                .Concat(TaskPackages.Notices(task.Path, builder.Tools.ReactVersion))
                .Distinct()
                .Select(problem => JsxPages.ProblemOf(task, problem))
                .ToList();
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }
}

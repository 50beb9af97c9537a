using Crowdwork.Web.Jsx;

namespace Crowdwork.Harness.Tests.Jsx;

public sealed class JsxExportsTests
{
    [Fact]
    public void Check_KnownExportsBesideOthers_IsFine() => Assert.Empty(JsxExports.Check("Page.jsx", ["default", "Done", "colours"]));

    [Fact]
    public void Check_NameWithOtherCapitals_NamesTheOneThatIsMeant()
        => Assert.Equal("Did you mean ChatMessage?", Assert.Single(JsxExports.Check("Page.jsx", ["Chatmessage", "Context"])).Remedy);

    [Fact]
    public void Check_NothingThatIsSeen_Warns() => Assert.True(Assert.Single(JsxExports.Check("Page.jsx", ["colours"])).IsWarning);
}

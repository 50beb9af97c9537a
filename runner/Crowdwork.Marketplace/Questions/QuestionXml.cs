using System.Xml.Linq;

namespace Crowdwork.Marketplace.Questions;

/// <summary>Reads what a requester sends as the Question of a HIT or as the Test of a qualification.</summary>
internal static class QuestionXml
{
    /// <summary>The Question of CreateHIT: any of the three kinds.</summary>
    public static Reading<Question> Read(string xml)
    {
        var intake = Intake.Read(xml);
        if (intake.Value is not { } root) return intake.Fault!;
        var problems = new SchemaProblems();
        var node = new SchemaNode(root, problems);
        Question? question = node.Name switch
        {
            "ExternalQuestion" when InNamespace(node, Schemas.ExternalQuestion) => External(node),
            "HTMLQuestion" when InNamespace(node, Schemas.HtmlQuestion) => Html(node),
            "QuestionForm" when InNamespace(node, Schemas.QuestionForm, Schemas.OldQuestionForm) => new QuestionFormReader(node).Read(),
            "ExternalQuestion" or "HTMLQuestion" or "QuestionForm" => null,
            _ => Unknown(node, "a question is an <ExternalQuestion>, an <HTMLQuestion> or a <QuestionForm>."),
        };
        return problems.Fault is { } fault ? fault : question!;
    }

    /// <summary>The Test of a qualification type: a form, nothing else.</summary>
    public static Reading<QuestionForm> ReadTest(string xml)
    {
        var intake = Intake.Read(xml);
        if (intake.Value is not { } root) return intake.Fault!;
        var problems = new SchemaProblems();
        var node = new SchemaNode(root, problems);
        if (node.Name != "QuestionForm") node.Note("a qualification test is a <QuestionForm>.");
        else if (InNamespace(node, Schemas.QuestionForm, Schemas.OldQuestionForm)) return Finished(new QuestionFormReader(node).Read(), problems);
        return problems.Fault!;
    }

    /// <summary>Whether the root is in one of these namespaces; notes it when not.</summary>
    internal static bool InNamespace(SchemaNode root, params ReadOnlySpan<XNamespace> accepted)
    {
        foreach (var one in accepted)
        {
            if (root.Element.Name.Namespace == one) return true;
        }

        root.Note($"has the namespace \"{SchemaNode.Short(root.Element.Name.NamespaceName)}\". Write xmlns=\"{accepted[0].NamespaceName}\".");
        return false;
    }

    private static Reading<QuestionForm> Finished(QuestionForm form, SchemaProblems problems) => problems.Fault is { } fault ? fault : form;

    private static Question? Unknown(SchemaNode node, string what)
    {
        node.Note(what);
        return null;
    }

    private static ExternalQuestion? External(SchemaNode node)
    {
        node.Sequence(new Child("ExternalURL"), new Child("FrameHeight"));
        var height = FrameHeight(node);
        var url = node.Address("ExternalURL");
        if (url is null) return null;
        if (url.Scheme == Uri.UriSchemeHttp && !OnThisMachine(url))
            node.One("ExternalURL")!.NoteValue($"\"{SchemaNode.Short(url.ToString())}\" begins with http://. Workers' browsers show https:// pages only; http:// is for a server on this machine.");
        return new ExternalQuestion(url, height);
    }

    private static HtmlQuestion Html(SchemaNode node)
    {
        node.Sequence(new Child("HTMLContent"), new Child("FrameHeight"));
        var html = node.TextOf("HTMLContent") ?? "";
        if (node.One("HTMLContent") is { } content && string.IsNullOrWhiteSpace(html)) content.NoteValue("is empty. Put the page into it, in a CDATA section.");
        return new HtmlQuestion(html, FrameHeight(node));
    }

    private static int FrameHeight(SchemaNode node) => node.Integer("FrameHeight", 0, 100_000) ?? 0;

    private static bool OnThisMachine(Uri url) => url.IsLoopback || url.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}

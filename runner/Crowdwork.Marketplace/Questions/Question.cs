namespace Crowdwork.Marketplace.Questions;

/// <summary>
/// What a HIT asks of a worker: a page of the requester's own server, a page that came with the HIT, or a form of questions.
/// </summary>
/// <remarks>
/// <code>
///   CreateHIT ---XML---> QuestionXml --> Question          refused here, with every problem in one message
///                                          |
///        ExternalQuestion  a frame on the requester's server   \
///        HtmlQuestion      a frame served by the marketplace    >-- fields --> QuestionFormAnswers --XML--> GetAssignment
///        QuestionForm      a form rendered by FormPage         /
/// </code>
/// Requesters write the XML and workers write the answers; neither is trusted. Whatever comes out of this folder as XML can be read by any
/// XML 1.0 parser, and whatever comes out as HTML carries no script.
/// </remarks>
internal abstract record Question;

/// <param name="Url">Where the task lives. Query parameters that it has already are kept.</param>
/// <param name="FrameHeight">In pixels; 0 asks for as much as the window has.</param>
internal sealed record ExternalQuestion(Uri Url, int FrameHeight) : Question;

/// <param name="Html">A whole document, scripts and all. It must never be shown on an origin that has anything to lose.</param>
internal sealed record HtmlQuestion(string Html, int FrameHeight) : Question;

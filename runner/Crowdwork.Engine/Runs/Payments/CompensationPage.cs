using System.Net;
using Crowdwork.Engine.Crowds;

namespace Crowdwork.Engine.Runs.Payments;

/// <summary>The page of a HIT that pays what is owed: a sentence and a button. The marketplace keeps it, since the run's own server may be gone by then.</summary>
internal static class CompensationPage
{
    public static string Html(Money amount, string why) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Your payment</title>
        <style>body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem}button{font:inherit;padding:.6rem 1.2rem}</style>
        </head>
        <body>
        <h1>Your payment of {{amount}}</h1>
        <p>{{WebUtility.HtmlEncode(CrowdWords.Reason(why, "Thank you for your time."))}}</p>
        <p>There is nothing to do but to press the button. It is approved at once.</p>
        <form method="post" action="https://www.mturk.com/mturk/externalSubmit">
        <input type="hidden" name="assignmentId" value="">
        <input type="hidden" name="collected" value="yes">
        <button type="submit" disabled>Collect the payment</button>
        </form>
        <p id="preview">Accept this HIT first.</p>
        <script>
        const given = new URLSearchParams(location.search);
        const form = document.forms[0];
        const assignment = given.get('assignmentId') || '';
        if (given.get('turkSubmitTo')) form.action = given.get('turkSubmitTo').replace(/\/+$/, '') + '/mturk/externalSubmit';
        form.elements.assignmentId.value = assignment;
        if (assignment && assignment !== 'ASSIGNMENT_ID_NOT_AVAILABLE') {
          form.querySelector('button').disabled = false;
          document.getElementById('preview').remove();
        }
        </script>
        </body>
        </html>
        """;
}

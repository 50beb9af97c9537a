using Crowdwork.Marketplace.Store;

namespace Crowdwork.Marketplace.Workers;

/// <summary>A message to a worker. MTurk sends mail; here it is shown on the worker's pages.</summary>
internal sealed record Notice(long Seq, string Worker, string Subject, string Text, DateTimeOffset At, string From);

/// <summary>The table of messages to workers.</summary>
internal sealed class NoticeBook(Market market)
{
    public void Add(long requester, string worker, string subject, string text) => market.Database.Run(
        "INSERT INTO notice (requester, worker, subject, text, at) VALUES (?1, ?2, ?3, ?4, ?5)", requester, worker, subject, text, market.Now);

    public List<Notice> Of(string worker, int count) => market.Database.All(
        """
        SELECT notice.seq, notice.worker, notice.subject, notice.text, notice.at, requester.name FROM notice
        JOIN requester ON requester.id = notice.requester WHERE notice.worker = ?1 ORDER BY notice.seq DESC LIMIT ?2
        """,
        static row => new Notice(row.Number(0), row.Text(1), row.Text(2), row.Text(3), DateTimeOffset.FromUnixTimeMilliseconds(row.Number(4)), row.Text(5)),
        worker, count);
}

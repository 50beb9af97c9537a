using Crowdwork.Marketplace.Store;

namespace Crowdwork.Marketplace.Tests.Support;

/// <summary>What has to be true of a store at any moment, whatever happened: every place is somewhere, every cent is somewhere.</summary>
internal static class Books
{
    public static void Balance(Market market, long everStarted)
    {
        var database = market.Database;
        Assert.Equal(0, database.Number(
            """
            SELECT count(*) FROM hit WHERE pending <> (SELECT count(*) FROM assignment WHERE assignment.hit = hit.id AND assignment.status = 'Accepted')
            OR submitted <> (SELECT count(*) FROM assignment WHERE assignment.hit = hit.id AND assignment.status = 'Submitted')
            OR completed <> (SELECT count(*) FROM assignment WHERE assignment.hit = hit.id AND assignment.status IN ('Approved', 'Rejected'))
            OR pending + submitted + completed > max_assignments
            """));
        Assert.Equal(0, database.Number(
            """
            SELECT count(*) FROM hit WHERE status <> 'Disposed' AND status <> CASE
              WHEN NOT expired AND pending + submitted + completed < max_assignments THEN 'Assignable'
              WHEN pending > 0 THEN 'Unassignable' WHEN reviewing THEN 'Reviewing' ELSE 'Reviewable' END
            """));
        Assert.Equal(0, database.Number(
            """
            SELECT count(*) FROM hit WHERE held <> unit_cost * CASE WHEN expired OR status = 'Disposed' THEN pending + submitted ELSE max_assignments - completed END
            """));
        Assert.Equal(0, database.Number("SELECT count(*) FROM requester WHERE held <> (SELECT ifnull(sum(held), 0) FROM hit WHERE hit.requester = requester.id)"));
        Assert.Equal(0, database.Number("SELECT count(*) FROM requester WHERE balance < held"));
        Assert.Equal(0, database.Number("SELECT count(*) FROM hit_type WHERE open_hits <> (SELECT count(*) FROM hit WHERE hit.hit_type = hit_type.id AND status = 'Assignable')"));
        Assert.Equal(everStarted, database.Number(
            """
            SELECT (SELECT sum(balance) FROM requester) + (SELECT ifnull(sum(amount + fee), 0) FROM bonus)
            + (SELECT ifnull(sum(hit.unit_cost), 0) FROM assignment JOIN hit ON hit.id = assignment.hit WHERE assignment.status = 'Approved')
            """));
        Assert.Equal(0, database.Number(
            """
            SELECT count(*) FROM worker WHERE submitted <> (SELECT count(*) FROM assignment WHERE assignment.worker = worker.id AND assignment.status <> 'Accepted')
            OR approved <> (SELECT count(*) FROM assignment WHERE assignment.worker = worker.id AND assignment.status = 'Approved')
            OR rejected <> (SELECT count(*) FROM assignment WHERE assignment.worker = worker.id AND assignment.status = 'Rejected')
            """));
    }
}

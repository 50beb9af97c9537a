using Crowdwork.Marketplace.Assignments;
using Crowdwork.Marketplace.Clock;
using Crowdwork.Marketplace.Faults;
using Crowdwork.Marketplace.Hits;
using Crowdwork.Marketplace.Notifications;
using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Marketplace.Store;

/// <summary>
/// The market as the one thread sees it that may change it: the tables, each with its rules, and the time. Requesters' calls and workers'
/// steps both arrive here, one after the other, each within a transaction of <see cref="MarketStore"/>.
/// </summary>
internal sealed class Market
{
    private long _batchNow;

    public Market(Database database, FaultPlan faults, Identities identities)
    {
        Database = database;
        Faults = faults;
        Identities = identities;
        Due = new DueDates(this);
        Purse = new Purse(database);
        Tokens = new RequestTokens(this);
        Events = new EventLog(this);
        Types = new HitTypes(this);
        Hits = new HitBook(this);
        Assignments = new AssignmentBook(this);
        QualificationTypes = new QualificationTypeBook(this);
        Qualifications = new QualificationBook(this);
        Workers = new WorkerBook(this);
        Blocks = new BlockList(this);
        Bonuses = new BonusBook(this);
        Notices = new NoticeBook(this);
    }

    public Database Database { get; }

    public FaultPlan Faults { get; }

    public Identities Identities { get; }

    /// <summary>The time of what is happening now, in milliseconds since 1970. While a due date is settled it is that date.</summary>
    public long Now { get; private set; }

    public DueDates Due { get; }

    public Purse Purse { get; }

    public RequestTokens Tokens { get; }

    public EventLog Events { get; }

    public HitTypes Types { get; }

    public HitBook Hits { get; }

    public AssignmentBook Assignments { get; }

    public QualificationTypeBook QualificationTypes { get; }

    public QualificationBook Qualifications { get; }

    public WorkerBook Workers { get; }

    public BlockList Blocks { get; }

    public BonusBook Bonuses { get; }

    public NoticeBook Notices { get; }

    /// <summary>Everything that time alone has brought about is done before anybody may look.</summary>
    public void Begin(long now)
    {
        _batchNow = now;
        Due.Settle(now);
        Now = now;
    }

    /// <summary>Does something at an earlier time than the present one: what was due then.</summary>
    public void At(long time, Action work)
    {
        Now = time;
        work();
        Now = _batchNow;
    }

    /// <summary>A call was rolled back, maybe in the middle of something.</summary>
    public void AfterRefusal() => Now = _batchNow;
}

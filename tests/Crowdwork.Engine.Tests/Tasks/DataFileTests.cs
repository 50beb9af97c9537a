using System.Text;
using System.Text.Json;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Tests.Tasks;

public sealed class DataFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Csv_QuotesLineBreaksAndBlankLines_KeepTheirTextAndLines()
    {
        var data = Read("d.csv", "id,text\r\n007,\"He said \"\"no\"\",\r\nand left\"\r\n\r\n8,plain\r\n");

        Assert.Empty(data.Problems);
        Assert.Equal(["""{"id":"007","text":"He said \u0022no\u0022,\r\nand left"}""", """{"id":"8","text":"plain"}"""], Texts(data));
        Assert.Equal([2, 5], data.Rows.Select(row => row.Line));
    }

    [Theory]
    [InlineData("a;b\n1,5;2\n", """{"a":"1,5","b":"2"}""")]
    [InlineData("a\tb\n1,5\t2\n", """{"a":"1,5","b":"2"}""")]
    [InlineData("word\nAn ox; really\n", """{"word":"An ox; really"}""")]
    public void Csv_FromASpreadsheetOfAnotherCountry_IsReadByItsHeader(string text, string row) =>
        Assert.Equal([row], Texts(Read("d.csv", text)));

    [Fact]
    public void Csv_ByteOrderMark_IsNoPartOfTheFirstColumn() =>
        Assert.Equal(["""{"id":"1"}"""], Texts(Read("d.csv", "\uFEFFid\n1\n")));

    [Fact]
    public void Csv_BadRows_AreReportedWithTheirLinesAndTheOthersKept()
    {
        var data = Read("d.csv", "id,text\n1,one\n2\n3,a \"word\" here\n4,four\n5,five,5\n");

        Assert.Equal(["""{"id":"1","text":"one"}""", """{"id":"4","text":"four"}"""], Texts(data));
        Assert.Equal([3, 4, 6], data.Problems.Select(problem => problem.Line));
        Assert.Contains("double those within", data.Problems[1].Remedy);
    }

    [Fact]
    public void Csv_QuoteThatIsNeverClosed_IsFoundWhereItOpens()
    {
        var data = Read("d.csv", "id,text\n1,\"one\n2,two\n");

        Assert.Contains("never closed", Assert.Single(data.Problems).Message);
        Assert.Equal(2, data.Problems[0].Line);
    }

    [Theory]
    [InlineData("", "no header")]
    [InlineData("id,ID\n1,2\n", "Two columns")]
    [InlineData("id,\n1,2\n", "Column 2 has no name")]
    [InlineData("id,\"x\n1,2\n", "never closed")]
    [InlineData("id,text\n", "no rows")]
    public void Csv_UnusableHeader_GivesNoRows(string text, string message)
    {
        var data = Read("d.csv", text);

        Assert.Empty(data.Rows);
        Assert.Contains(message, Assert.Single(data.Problems).Message);
    }

    [Fact]
    public void Jsonl_OneObjectALine_KeepsTheBytes()
    {
        var data = Read("d.jsonl", "{\"id\": 1, \"text\": \"Größe\"}\r\n\n  {\"id\": 2}  \n");

        Assert.Empty(data.Problems);
        Assert.Equal(["{\"id\": 1, \"text\": \"Größe\"}", "{\"id\": 2}"], Texts(data));
        Assert.Equal([1, 3], data.Rows.Select(row => row.Line));
    }

    [Theory]
    [InlineData("{\"id\": 2", 2, 9, "ends before its object")]
    [InlineData("{\"id\" 2}", 2, 7, "")]
    [InlineData("[2]", 2, 1, "no object")]
    [InlineData("{\"id\": 2} {\"id\": 3}", 2, 11, "")]
    [InlineData("{\"id\": 2, \"ID\": 3}", 2, 11, "twice")]
    [InlineData("{\"id\": 2, \"\\ud800\": 3}", 2, 1, "half of a character")]
    public void Jsonl_BadLine_IsReportedAndTheOthersKept(string line, int inLine, int column, string message)
    {
        var data = Read("d.jsonl", $"{{\"id\": 1}}\n{line}\n{{\"id\": 4}}\n");

        Assert.Equal(["{\"id\": 1}", "{\"id\": 4}"], Texts(data));
        var problem = Assert.Single(data.Problems);
        Assert.Equal((inLine, column), (problem.Line, problem.Column));
        Assert.Contains(message, problem.Message);
    }

    [Fact]
    public void Json_ListOfObjects_IsOneRowEach()
    {
        var data = Read("d.json", "[\n  {\"id\": 1, \"of\": {\"id\": [1, 2]}},\n  5,\n  {\"id\": 2}\n]");

        Assert.Equal(["{\"id\": 1, \"of\": {\"id\": [1, 2]}}", "{\"id\": 2}"], Texts(data));
        Assert.Equal([2, 4], data.Rows.Select(row => row.Line));
        Assert.Equal(3, Assert.Single(data.Problems).Line);
    }

    [Theory]
    [InlineData("{\"rows\": []}", 1, "neither a list of rows nor SQuAD")]
    [InlineData("{\"data\": [{\"text\": 1}]}", 1, "neither a list of rows nor SQuAD")]
    [InlineData("[\n{\"id\": 1}\n{\"id\": 2}]", 3, "not expected here")]
    [InlineData("[]", 0, "no rows")]
    public void Json_OfAnotherShape_IsExplained(string text, int line, string message)
    {
        var problem = Assert.Single(Read("d.json", text).Problems);

        Assert.Equal(line, problem.Line);
        Assert.Contains(message, problem.Message);
    }

    [Fact]
    public void Squad_Paragraphs_BecomeRowsWithStableIds()
    {
        const string Stone = """{"context": "A stone \"rolls\".", "qas": [{"question": "What?", "id": "5", "answers": [{"text": "A stone", "answer_start": 0}]}]}""";
        const string River = """{"qas": [], "context": "A river runs."}""";
        var both = Read("a.json", $$"""{"version": "1.1", "data": [ {"title": "Rolling_things", "paragraphs": [{{Stone}}, {{River}}]}, {"paragraphs": [{{River}}], "title": "Rolling_things"} ]}""");
        var riverFirst = Read("b.json", $$"""{"data": [ {"title": "Rolling_things", "paragraphs": [{{River}}, {{Stone}}]} ], "version": "1.1"}""");

        Assert.Empty(both.Problems);
        var rows = Rows(both);
        Assert.Equal(["A stone \"rolls\".", "A river runs.", "A river runs."], rows.Select(row => row["text"]));
        Assert.All(rows, row => Assert.Equal("Rolling things", row["title"]));
        Assert.Equal(3, rows.Select(row => row["id"]).Distinct().Count());
        Assert.StartsWith("rolling-things-", rows[0]["id"]);

        // Adding, moving or removing other paragraphs does not rename one.
        Assert.Equal(rows[0]["id"], Rows(riverFirst)[1]["id"]);
        Assert.Equal(rows[1]["id"], Rows(riverFirst)[0]["id"]);
    }

    [Fact]
    public void Squad_ParagraphWithoutText_IsReportedWithItsLine()
    {
        var data = Read("a.json", "{\"data\": [{\"title\": \"T\", \"paragraphs\": [\n{\"context\": \"Yes.\"},\n{\"qas\": []},\n7,\n{\"context\": \"No.\"}]}]}");

        Assert.Equal(["Yes.", "No."], Rows(data).Select(row => row["text"]));
        Assert.Equal([3, 4], data.Problems.Select(problem => problem.Line));
    }

    [Fact]
    public void Read_UnknownEnding_NamesThoseThatWork() =>
        Assert.Contains(".jsonl", Assert.Single(Read("d.xlsx", "x").Problems).Remedy);

    [Fact]
    public void Read_NotUtf8_SaysInWhichLine()
    {
        File.WriteAllBytes(_folder["d.csv"], Encoding.Latin1.GetBytes("id\n1\nGröße\n"));

        Assert.Equal((3, 3), (DataFile.Read(_folder["d.csv"]).Problems[0].Line, DataFile.Read(_folder["d.csv"]).Problems[0].Column));
    }

    private DataFile Read(string name, string text) => DataFile.Read(_folder.Write(name, text), name);

    private static IEnumerable<string> Texts(DataFile data) => data.Rows.Select(row => row.ToString());

    private static List<Dictionary<string, string>> Rows(DataFile data) =>
        data.Rows.Select(row => JsonSerializer.Deserialize<Dictionary<string, string>>(row.Json.Span)!).ToList();
}

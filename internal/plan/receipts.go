package plan

import (
	"cmp"
	"slices"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/ledger"
)

// ReceiptPage is where a resident sees what became of what was reported: by the number, never with what it was about.
type ReceiptPage struct {
	Head
	Receipts []Receipt
	Pages    *Pager
}

// Receipt is a number and how far its case is. Light marks what is open past half of its time or past all of it.
type Receipt struct {
	Number, Stage, Outcome string
	Received, Due          Cell
	Light                  *Cell
}

const receiptsPath = "receipts/index.html"

// receiptRow is a row with a number.
type receiptRow struct {
	t   *ledger.Table
	row int
}

// receiptRows is every row with a number that readers may see, the newest first.
func (m *maker) receiptRows() []receiptRow {
	var rows []receiptRow
	for _, t := range m.listed() {
		c := t.Column("receipt")
		if c == nil || c.Type != ledger.Receipt || c.Class != ledger.Public {
			continue
		}
		for row := range t.N {
			if c.Code(row, m.Site.Horizon) != 0 {
				rows = append(rows, receiptRow{t, row})
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b receiptRow) int {
		return cmp.Or(cmp.Compare(m.receivedOn(b), m.receivedOn(a)), cmp.Compare(id(b.t, b.row), id(a.t, a.row)))
	})
	return rows
}

func (m *maker) receivedOn(r receiptRow) civil.Date {
	return dayIn(ownDate(r.t), r.row, m.Site.Horizon)
}

func (m *maker) listReceipts() {
	rows := m.receiptRows()
	title := m.Words.Say("receipts-title")
	for begin, n := 0, 1; begin < len(rows); begin, n = begin+rowsPerPage, n+1 {
		part := rows[begin:min(begin+rowsPerPage, len(rows))]
		m.page(pagePath(receiptsPath, n), "receipts", m.pageTitle(title, n), receiptsPath, func(h Head) Page {
			return m.receiptPage(h, part, n, (len(rows)+rowsPerPage-1)/rowsPerPage)
		})
	}
}

func (m *maker) receiptPage(h Head, rows []receiptRow, n, pages int) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(h.Title, "")
	page := &ReceiptPage{Head: h, Pages: m.pager(h.Path, receiptsPath, n, pages)}
	for _, r := range rows {
		page.Receipts = append(page.Receipts, m.receipt(r))
	}
	return page
}

func (m *maker) receipt(r receiptRow) Receipt {
	asOf := m.Site.Horizon
	cell := func(c *ledger.Column) Cell {
		if c != nil && c.Class == ledger.Public {
			return m.cell("", c, r.row, asOf)
		}
		return Cell{}
	}
	said := func(name string) string { return cell(r.t.Column(name)).Text }
	line := Receipt{Number: m.cellWord(r.t, "receipt", r.row), Received: cell(ownDate(r.t)), Due: cell(r.t.Column("deadline")), Outcome: said("outcome")}
	switch {
	case said("ended") != "":
		line.Stage = m.Words.Say("stage-ended", "Date", said("ended"))
	case said("reopened") != "":
		line.Stage = m.Words.Say("stage-again")
	case said("contacted") != "" || said("lead") != "":
		line.Stage = m.Words.Say("stage-open")
	default:
		line.Stage = m.Words.Say("stage-received")
	}
	if light := cell(r.t.Column("light")); isLight(light.Light) && light.Light != civil.Normal.String() {
		line.Light = &light
	}
	return line
}

package plan

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/ledger"
	"github.com/lanewall/lanewall/internal/receipt"
	"github.com/lanewall/lanewall/internal/site"
)

// Search is the page on which one looks for words and numbers. What is found stands in files that the pages of all
// languages share; what is said about it stands here.
type Search struct {
	Head
	Words    SearchWords // for the script, as JSON
	Loader   string      // the script
	Service  []Link      // the ways that need no script: to results, to whom to ring, to what to write
	Units    Link
	Ledgers  []SearchLedger
	Notices  Link
	Measures Link
}

// SearchLedger is a ledger and its latest months.
type SearchLedger struct {
	Link
	Months []Link
}

// Document is something that can be found: a row, a notice, a page, an indicator, a unit.
type Document struct {
	Kind   int        // as the search page numbers them, see searchWords
	Date   civil.Date // None of what has none
	Unit   *site.Unit // where; nil if that is nowhere in particular, or kept back
	Title  string
	Text   string // what else it says in public, parts on lines of their own
	Path   string
	Anchor string // on the page; "" is all of it

	// Of a row that has them:
	Number  string // by which it is asked for, and shown
	Receipt string // by which whoever reported it asks: the answer is how far it is and never what it is
	Stage   string // a key of the kind's stages
	Due     civil.Date
	Outcome string // a key of the kind's outcomes
}

// The kinds of documents that are no rows; after them come the listed ledgers, in their order.
const (
	kindUnit = iota
	kindIndicator
	kindNotice
	kindPage
	kindLedgers
)

const searchPath = "search/index.html"

// SearchFolder is where the files stand that the search page loads.
const SearchFolder = "search/"

// monthsShown is how many months of a ledger the search page links.
const monthsShown = 3

// receiptColumn is the public column of the number that was handed to whoever reported a case.
const receiptColumn = "receipt"

func (m *maker) listSearch() {
	m.page(searchPath, "search", m.Words.Say("search-title"), searchPath, m.searchPage)
}

// searchLink leads to the search page, from all others.
func (m *maker) searchLink(from string) string {
	if from == searchPath {
		return ""
	}
	return m.headLink(from, searchPath)
}

func (m *maker) searchPage(h Head) Page {
	h.crumb(m.Words.Say("home"), homePath)
	h.crumb(h.Title, "")
	page := &Search{Head: h, Words: m.searchWords(h.Path), Loader: m.script(h.Path, "search.js"),
		Units:    Link{m.Words.Say("units-title"), relative(h.Path, "units/index.html")},
		Notices:  Link{m.Words.Say("notices-title"), relative(h.Path, noticesPath)},
		Measures: Link{m.Words.Say("statistics-title"), relative(h.Path, statisticsPath)}}
	if m.paths[receiptsPath] {
		page.Service = append(page.Service, Link{m.Words.Say("receipts-title"), relative(h.Path, receiptsPath)})
	}
	if m.paths[allStewardsPath] {
		page.Service = append(page.Service, Link{m.Words.Say("stewards-title"), relative(h.Path, allStewardsPath)})
	}
	if link := m.reportLink(h.Path, m.Site.Units.Root); link != nil {
		page.Service = append(page.Service, *link)
	}
	for _, t := range m.listed() {
		entry := SearchLedger{Link: Link{m.text(t.Kind.Title), relative(h.Path, ledgerPath(t))}}
		months := m.shelf(t).months
		for _, month := range months[:min(len(months), monthsShown)] {
			entry.Months = append(entry.Months, *m.monthLink(h.Path, t, month.period))
		}
		page.Ledgers = append(page.Ledgers, entry)
	}
	return page
}

// SearchWords is all that the script says, and where it loads from and leads to.
type SearchWords struct {
	Shards string            `json:"shards"`
	Digits string            `json:"digits,omitempty"` // of receipt numbers, where residents get them
	Root   string            `json:"root"`
	Kinds  []SearchKind      `json:"kinds"`
	Say    map[string]string `json:"say"`
	AsOf   string            `json:"asOf"`
}

// SearchKind is what the script has to know of a kind of document.
type SearchKind struct {
	Due     string            `json:"due,omitempty"`
	Stages  []SearchStage     `json:"stages,omitempty"`
	Outcome string            `json:"outcome,omitempty"`
	Results map[string]string `json:"outcomes,omitempty"`
	Title   string            `json:"title"`
}

// SearchStage is how far something is, and the light that it is shown with: ok, half or late.
type SearchStage struct {
	Key   string `json:"key"`
	Text  string `json:"text"`
	Light string `json:"light,omitempty"`
}

func (m *maker) searchWords(from string) SearchWords {
	kinds := []SearchKind{{Title: m.Words.Say("search-unit")}, {Title: m.Words.Say("search-indicator")}, {Title: m.Words.Say("search-notice")}, {Title: m.Words.Say("search-page")}}
	for _, t := range m.listed() {
		kind := SearchKind{Title: m.text(t.Kind.Title), Results: map[string]string{}}
		for _, c := range stageColumns(t) {
			for code, word := range c.Words() {
				stage := SearchStage{Key: stageKey(c, uint32(code)), Text: m.word(c, uint32(code))}
				stage.Light = map[string]string{civil.Normal.String(): "ok", civil.Half.String(): "half", civil.Overdue.String(): "late"}[word]
				if code > 0 {
					kind.Stages = append(kind.Stages, stage)
				}
			}
		}
		if c := outcomeColumn(t); c != nil {
			kind.Outcome = m.text(c.Title)
			for code := range c.Words() {
				if code > 0 {
					kind.Results[strconv.Itoa(code)] = m.word(c, uint32(code))
				}
			}
		}
		if c := dueColumn(t); c != nil {
			kind.Due = m.text(c.Title)
		}
		kinds = append(kinds, kind)
	}
	say := map[string]string{ // {n} and {q} are for the script to fill in
		"searching":    m.Words.Say("search-searching"),
		"none":         m.Words.Say("search-none", "Query", "{q}"),
		"some":         m.Words.Say("search-some", "Total", "{n}"),
		"more":         m.Words.Say("search-more", "Total", "{n}"),
		"stopped":      m.Words.Say("search-stopped", "Total", "{n}"),
		"stopped-none": m.Words.Say("search-stopped-none", "Query", "{q}"),
		"short":        m.Words.Say("search-short"),
		"failed":       m.Words.Say("search-failed"),
		"number":       m.Words.Say("search-number", "Total", "{n}"),
		"receipt":      m.Words.Say("search-receipt", "Total", "{n}"),
		"receipt-note": m.Words.Say("search-receipt-note"),
		"no-receipt":   m.Words.Say("search-no-receipt", "Number", "{q}"),
		"bad-receipt":  m.Words.Say("search-bad-receipt", "Number", "{q}"),
		"stage":        m.Words.Say("search-stage"),
		"date":         m.Words.Say("search-date"),
		"inside":       m.Words.Say("search-inside"),
		"open":         m.Words.Say("search-open"),
	}
	digits := ""
	if m.Site.Reports() {
		digits = receipt.Alphabet
	}
	return SearchWords{Digits: digits, Shards: m.shared(from, SearchFolder), Root: strings.Repeat("../", strings.Count(from, "/")), Kinds: kinds, Say: say,
		AsOf: m.Words.Say("light-as-of", "Date", m.Words.Date(m.Site.Horizon))}
}

// stageColumns are the public columns that say how far a row is, the most telling first: the light of what is open,
// whether it was closed in time, a stage.
func stageColumns(t *ledger.Table) []*ledger.Column {
	var columns []*ledger.Column
	for _, name := range []string{"light", "timing", "stage"} {
		if c := t.Column(name); c != nil && c.Class == ledger.Public && !c.Type.Numeric() && !c.Type.Many() && c.Type != ledger.Text {
			columns = append(columns, c)
		}
	}
	return columns
}

func stageKey(c *ledger.Column, code uint32) string {
	return c.Name[:1] + strconv.FormatUint(uint64(code), 36)
}

func outcomeColumn(t *ledger.Table) *ledger.Column {
	if c := t.Column("outcome"); c != nil && c.Class == ledger.Public && c.Type == ledger.Choice {
		return c
	}
	return nil
}

func dueColumn(t *ledger.Table) *ledger.Column {
	for _, name := range []string{"deadline", "due"} {
		if c := t.Column(name); c != nil && c.Class == ledger.Public && c.Type == ledger.Date {
			return c
		}
	}
	return nil
}

// Numbering is which documents have which numbers. Rows and notices, of which there are more every day, count from 0: what
// has no date first, then the earliest first. Pages, indicators and units count from [Numbering.Standing]. Whoever looks
// for something sees the highest number first. A new row comes late, so that the others keep theirs, and with them the
// files of the index; those that are always last would lose theirs if they came right after the rows.
type Numbering struct{ Rows, Others int }

// Standing is the first number of what is no row: a power of two and seldom another, not so small that files of
// documents would have rows and others in them.
func (n Numbering) Standing() int { return 1 << max(bits.Len(uint(max(n.Rows, 1)-1)), 5) }

// documents is all that can be found, in order.
type documents struct {
	m        *maker
	rows     []place
	standing []place
	first    int // number of standing
	of       map[*ledger.Table]*searched
}

// place is where a document comes from: which row of a ledger, or which notice, page, indicator or unit.
type place struct {
	day  civil.Date
	kind int32
	at   int32
}

// searched is the columns of a ledger that are looked at.
type searched struct {
	text            []*ledger.Column
	number, receipt *ledger.Column
	stages          []*ledger.Column
	due, outcome    *ledger.Column
	unit            bool
}

// Numbering counts the documents without looking at any.
func (p *Plan) Numbering() Numbering {
	n := Numbering{Others: len(p.Site.Units.All) + len(p.Figures.Definitions)}
	for _, page := range p.Site.Pages {
		switch {
		case isNotice(page):
			n.Rows++
		case !isPoster(page):
			n.Others++
		}
	}
	for _, t := range p.maker.listed() {
		n.Rows += t.N
	}
	return n
}

// isNotice tells whether a page has its place among the rows, by its day.
func isNotice(page *site.Page) bool { return page.Section() == "notices" }

// Documents goes through all that can be found, by number. Each is made when its turn comes.
func (p *Plan) Documents() iter.Seq2[int, *Document] {
	d := &documents{m: p.maker, first: p.Numbering().Standing(), of: map[*ledger.Table]*searched{}}
	for i, t := range p.maker.listed() {
		d.of[t] = searchedColumns(t)
		date := ownDate(t)
		for row := range t.N {
			d.rows = append(d.rows, place{dayIn(date, row, p.Site.Horizon), int32(kindLedgers + i), int32(row)})
		}
	}
	for i, page := range p.Site.Pages {
		switch {
		case isNotice(page):
			d.rows = append(d.rows, place{dateOf(page), kindNotice, int32(i)})
		case !isPoster(page):
			d.standing = append(d.standing, place{civil.None, kindPage, int32(i)})
		}
	}
	slices.SortStableFunc(d.rows, func(a, b place) int { return cmp.Compare(a.day, b.day) }) // None before every day
	for i := range p.Figures.Definitions {
		d.standing = append(d.standing, place{civil.None, kindIndicator, int32(i)})
	}
	for i := range p.Site.Units.All {
		d.standing = append(d.standing, place{civil.None, kindUnit, int32(i)})
	}
	slices.Reverse(d.standing) // the first of each kind is the first that is seen
	slices.SortStableFunc(d.standing, func(a, b place) int { return cmp.Compare(b.kind, a.kind) })
	return d.all
}

func searchedColumns(t *ledger.Table) *searched {
	s := &searched{stages: stageColumns(t), due: dueColumn(t), outcome: outcomeColumn(t)}
	for _, c := range t.Columns {
		switch {
		case c.Class != ledger.Public:
		case c.Name == "id":
			s.number = c
		case c.Name == receiptColumn:
			s.receipt = c
		case c.Name == "unit":
			s.unit = true
		case c.Name != t.Kind.Label && (c.Type == ledger.Text || c.Type == ledger.List):
			s.text = append(s.text, c)
		}
	}
	return s
}

func (d *documents) all(yield func(int, *Document) bool) {
	tables := d.m.listed()
	for i, p := range d.rows {
		if !yield(i, d.document(tables, p)) {
			return
		}
	}
	for i, p := range d.standing {
		if !yield(d.first+i, d.document(tables, p)) {
			return
		}
	}
}

func (d *documents) document(tables []*ledger.Table, p place) *Document {
	var doc *Document
	if p.kind >= kindLedgers {
		doc = d.row(tables[p.kind-kindLedgers], int(p.at))
		doc.Date = p.day
	} else {
		doc = d.other(int(p.kind), int(p.at))
	}
	doc.Kind = int(p.kind)
	return doc
}

// row is what can be found of a row: its public words.
func (d *documents) row(t *ledger.Table, row int) *Document {
	m, s, asOf := d.m, d.of[t], d.m.Site.Horizon
	doc := &Document{Title: m.label(t, row)}
	if s.unit {
		doc.Unit = m.unitOf(t, row)
	}
	doc.Path, doc.Anchor, _ = strings.Cut(m.rowPath(t, row), "#")
	var text []string
	for _, c := range s.text {
		for _, code := range c.Codes(row, asOf) {
			text = append(text, c.Word(code))
		}
	}
	doc.Text = strings.Join(text, "\n")
	if s.number != nil {
		doc.Number = t.ID(row)
	}
	if s.receipt != nil {
		doc.Receipt = s.receipt.Word(s.receipt.Code(row, asOf))
	}
	for _, c := range s.stages {
		if code := c.Code(row, asOf); code != 0 {
			doc.Stage = stageKey(c, code)
			break
		}
	}
	doc.Due = dayIn(s.due, row, asOf)
	if s.outcome != nil {
		if code := s.outcome.Code(row, asOf); code != 0 {
			doc.Outcome = strconv.Itoa(int(code))
		}
	}
	return doc
}

// other is what can be found of something that is no row of a ledger.
func (d *documents) other(kind, i int) *Document {
	m := d.m
	switch kind {
	case kindUnit:
		u := m.Site.Units.All[i]
		return &Document{Date: civil.None, Due: civil.None, Title: u.Name, Text: m.levelTitle(u), Unit: u.Parent, Path: unitPath(u)}
	case kindIndicator:
		definition := m.Figures.Definitions[i]
		return &Document{Date: civil.None, Due: civil.None, Title: m.text(definition.Title), Text: m.text(definition.Meaning), Path: indicatorPath(definition.ID)}
	}
	page := m.Site.Pages[i]
	doc := &Document{Date: dateOf(page), Due: civil.None, Title: m.text(page.Front.Title), Path: contentPath(page),
		Text: strings.TrimSpace(m.text(page.Front.Summary) + "\n" + page.Doc.Text())}
	return doc
}

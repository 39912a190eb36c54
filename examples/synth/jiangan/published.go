package jiangan

import "github.com/lanewall/lanewall/examples/synth/kit"

// Periods. The report states one for the games only.
const (
	spell  = "2019-01-01_2019-10-27" // what the example's own rows cover
	reform = "2016-11-01_2019-10-27" // “改革以来”: the 36 months the full-size example covers
	games_ = "2019-10-17_2019-10-27"

	source  = "公开报道（2019-10-28）"
	unsaid  = "原文未注明期间；示例按所注期间合成"
	sinceIt = "原文写“改革以来”，没有写起算日；示例按所注期间合成"
)

// stated are figures that the report gives without anything to count. Two are of one community, which one it does not
// matter: they are said of the district.
func stated() kit.File {
	return site.Stated("data/stated/stated.toml", []kit.Stated{
		{ID: "s-handled", Indicator: "handled", Unit: root, Period: reform, Value: "40万", Qualifier: "+", Source: source, Note: sinceIt},
		{ID: "s-solved-low", Indicator: "solved-low", Unit: root, Period: reform, Value: "95%", Qualifier: "≥", Source: source,
			Note: "占受理问题的比例，原文没有给出件数；" + sinceIt},
		{ID: "s-foreign", Indicator: "foreign-residents", Unit: root, Period: spell, Value: "5%", Qualifier: ">", Source: source,
			Note: "占该社区居民的比例，原文没有给出人数；" + unsaid},
		{ID: "s-firms", Indicator: "games-firms", Unit: root, Period: games_, Value: "10", Qualifier: "+", Source: source,
			Note: "原文注明期间为10月17日至27日，首尾两日都算共11天"},
		{ID: "s-group", Indicator: "discussion-group", Unit: root, Period: spell, Value: "20", Qualifier: "+", Source: source, Note: unsaid},
	})
}

// published are the figures of the report.
func published(t term) kit.File {
	row := func(id, title, indicator, value string) kit.Published {
		return kit.Published{ID: id, Title: title, Indicator: indicator, Unit: root, Period: spell, Value: value, Qualifier: "=", Note: unsaid}
	}
	of := func(p kit.Published, unit, period, qualifier, note string) kit.Published {
		p.Unit, p.Period, p.Qualifier, p.Note = unit, period, qualifier, note
		return p
	}
	rows := []kit.Published{
		row("j1-members", "联盟成员单位", "members", "102"),
		row("j2-enforcement", "报到的执法部门", "enforcement", "8"),
		row("j3-for-you", "主动帮你办", "services-for-you", "36"),
		row("j3-by-phone", "掌上全程办", "services-by-phone", "153"),
		row("j3-by-myself", "自助一次办", "services-by-myself", "71"),
		row("j3-nearby", "下沉就近办", "services-nearby", "89"),
		row("j3-new", "新增", "services-new", "17"),
		of(row("j4-handled", "办理呼声", "handled", "40万"), root, reform, "+", sinceIt),
		of(row("j5-solved-low", "社区、街道两级解决", "solved-low", "95%"), root, reform, "≥", "口径未说明；"+sinceIt),
		row("j6-stations", "设服务站的社区", "stations", "149"),
		row("j7-plenaries", "全体会议", "plenaries", "2"),
		of(row("j8-foreign", "一个社区的外籍居民占比", "foreign-residents", "5%"), root, spell, ">", unsaid),
		of(row("j9-firms", "赛事期间参与服务的企业", "games-firms", "10"), root, games_, "+", "原文注明期间"),
		of(row("j10-group", "一个社区的议事队伍", "discussion-group", "20"), root, spell, "+", unsaid),
	}
	if t.cases >= 400000 {
		rows = append(rows, of(row("j4-rows", "办理呼声（由台账计算）", "cases-received", "40万"), root, reform, "+", sinceIt))
	}
	return site.Published(rows)
}

package main

import (
	"fmt"
	"strings"

	"github.com/lanewall/lanewall/internal/build"
	"github.com/lanewall/lanewall/internal/indicator"
	"github.com/lanewall/lanewall/internal/plan"
)

// exhibit is a site of the gallery, and what there is to see in it.
type exhibit struct {
	Source, Folder string
	About          string
	See            []see
}

// see is a page worth opening.
type see struct{ Text, To string }

var exhibits = []exhibit{
	{".", "yejin", "“一核五入”里巷工作法：里巷管家走访、屋场恳谈会、微项目、微心愿，按月公开到每个里巷。", []see{
		{"8月公开栏", "index.html"}, {"里巷管家公示牌", "posters/plate/jia/index.html"}, {"原文数字与核对", "about/published/index.html"}}},
	{"examples/jiangan", "jiangan", "“民有所呼、我必有应”：四级响应、时限亮灯、一事一评，周动态和月通报。", []see{
		{"周动态", "index.html"}, {"亮灯怎么算", "about/cases/index.html"}, {"一事一评", "about/rating/index.html"}}},
	{"examples/dayao", "dayao", "居民代表制度：镇、村、片、组四级，356个组各有一面公开墙。", []see{
		{"月公开栏", "index.html"}, {"356面墙", "posters/index.html"}, {"邻里服务日", "about/service-day/index.html"}}},
	{"examples/tieshan", "tieshan", "“联勤共治”：隐患、专项、纠纷、为民实事，每周一张报表，挂图作战。", []see{
		{"周报", "index.html"}, {"作战图", "posters/progress/tieshan/index.html"}, {"办事日历", "calendar/index.html"}}},
	{"examples/xingang", "xingang", "“五项举措”：物业服务打分和红黄牌、公开日、网格员、荣誉榜。", []see{
		{"月公开栏", "index.html"}, {"物业得分和红黄牌", "posters/scores/xingang/index.html"}, {"惠民一本通", "posters/handbook/xingang/index.html"}}},
}

// card is a site on the front page.
type card struct {
	Title, About, Href string
	Facts              []fact
	See                []see
}

type fact struct{ Name, Text string }

// describe reads off a site what the front page says of it.
func describe(e exhibit, result *build.Result) card {
	config, lang := result.Plan.Site.Config, result.Plan.Site.Config.Language
	c := card{Title: config.Title.In(lang), About: e.About, Href: e.Folder + "/index.html"}
	for _, s := range e.See {
		c.See = append(c.See, see{s.Text, e.Folder + "/" + s.To})
	}
	c.Facts = []fact{
		{"层级", levels(result)}, {"公开栏", boards(result)}, {"台账", ledgers(result)},
		{"指标", fmt.Sprintf("%d项", len(result.Plan.Figures.IDs()))}, {"上墙件", fmt.Sprintf("%d张", sheets(result))}, {"原文数字", published(result)},
	}
	return c
}

func levels(result *build.Result) string {
	var words []string
	for _, level := range result.Plan.Site.Config.Levels {
		title := level.Title.In(result.Plan.Site.Config.Language)
		words = append(words, fmt.Sprintf("%s%d个", title, len(result.Plan.Site.Units.At(level.ID))))
	}
	return strings.Join(words, "、")
}

func boards(result *build.Result) string {
	names := map[string]string{"week": "每周", "month": "每月", "quarter": "每季", "year": "每年"}
	var words []string
	for i := range result.Plan.Site.Config.Boards {
		words = append(words, names[result.Plan.Site.Config.Boards[i].Kind().String()])
	}
	return strings.Join(words, "、")
}

func ledgers(result *build.Result) string {
	rows := 0
	for _, t := range result.Plan.Site.Ledgers {
		rows += t.N
	}
	return fmt.Sprintf("%d本，%d条", len(result.Plan.Site.Ledgers), rows)
}

func sheets(result *build.Result) int {
	n := 0
	for _, p := range result.Plan.Pages {
		if _, ok := p.(*plan.Poster); ok {
			n++
		}
	}
	return n
}

// published counts how the ledgers bear out what was published.
func published(result *build.Result) string {
	agree, stated := 0, 0
	for _, c := range result.Plan.Comparisons {
		switch c.Verdict {
		case indicator.Same, indicator.SameRounded:
			agree++
		case indicator.OnlyStated:
			stated++
		}
	}
	return fmt.Sprintf("%d项，台账算出且一致%d项，照录%d项", len(result.Plan.Comparisons), agree, stated)
}

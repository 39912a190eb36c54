package dayao

import (
	"fmt"
	"strings"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

const root = "dayao"

// A town is the frame every ledger draws from: its villages with their 片, and all its 组.
type town struct {
	villages []*village
	groups   []*group
}

// A village is a 村 or a 社区.
type village struct {
	id, name string
	number   int
	temper   int // how lively it is, in per cent
	areas    []*area
	groups   []*group // numbered through the village
}

// An area is a 片, several 组.
type area struct {
	id, name string
	village  *village
	groups   []*group
}

// A group is a 组, the lowest unit. Its representatives each have households, which are no units.
type group struct {
	id, name   string
	number     int // through the town
	village    *village
	area       *area
	households []int // of each representative
}

// The counts the report gives. How many of the fifteen are villages and how many communities it does not say.
const (
	villageCount, communityCount = 11, 4
	areaCount                    = 81
	groupCount                   = 356
	representativeCount          = 1756
	householdCount               = 24036
)

func newTown() *town {
	d := site.Dice("frame")
	t := new(town)
	areas := spread(d, areaCount, draw(d, villageCount+communityCount, 4, 7, []int{2, 3, 3, 2}), 4, 7)
	groups := spread(d, groupCount, draw(d, areaCount, 3, 6, []int{2, 5, 5, 2}), 3, 6)
	for _, n := range areas {
		v := t.newVillage(d)
		for _, m := range groups[:n] {
			t.newArea(v, m)
		}
		groups = groups[n:]
	}
	t.house(d)
	return t
}

// draw draws n numbers from lo to hi.
func draw(d kit.Dice, n, lo, hi int, weights []int) []int {
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = lo + d.Weighted(weights[:hi-lo+1])
	}
	return numbers
}

// spread moves the numbers one by one, from lo to hi, until they come to the total.
func spread(d kit.Dice, total int, numbers []int, lo, hi int) []int {
	for _, n := range numbers {
		total -= n
	}
	for total != 0 {
		i := d.IntN(len(numbers))
		switch {
		case total > 0 && numbers[i] < hi:
			numbers[i]++
			total--
		case total < 0 && numbers[i] > lo:
			numbers[i]--
			total++
		}
	}
	return numbers
}

func (t *town) newVillage(d kit.Dice) *village {
	n := len(t.villages) + 1
	kind := "村"
	if n > villageCount {
		kind = "社区"
	}
	v := &village{fmt.Sprintf("v%02d", n), "示例" + kit.Numeral(n) + kind, n, d.Between(75, 125), nil, nil}
	t.villages = append(t.villages, v)
	return v
}

func (t *town) newArea(v *village, groups int) {
	n := len(v.areas) + 1
	a := &area{id: fmt.Sprintf("%s-p%d", v.id, n), name: v.name + kit.Numeral(n) + "片", village: v}
	v.areas = append(v.areas, a)
	for range groups {
		n := len(v.groups) + 1
		g := &group{village: v, area: a, number: len(t.groups) + 1}
		g.id, g.name = fmt.Sprintf("%s-g%02d", v.id, n), fmt.Sprintf("%s第%d组", v.name, n)
		a.groups = append(a.groups, g)
		v.groups = append(v.groups, g)
		t.groups = append(t.groups, g)
	}
}

// house gives each 组 four to six representatives, and each of these five to fifteen households.
func (t *town) house(d kit.Dice) {
	sizes := spread(d, representativeCount, draw(d, groupCount, 4, 6, []int{3, 4, 3}), 4, 6)
	households := draw(d, representativeCount, 5, 15, []int{1, 1, 2, 2, 3, 5, 8, 14, 20, 26, 18})
	households = spread(d, householdCount, households, 5, 15)
	for i, g := range t.groups {
		g.households, households = households[:sizes[i]], households[sizes[i]:]
	}
}

// group draws the 组 where something happens: larger 组 of livelier villages have more of it.
func (t *town) group(d kit.Dice) *group {
	weights := make([]int, len(t.groups))
	for i, g := range t.groups {
		weights[i] = len(g.households) * g.village.temper
	}
	return t.groups[d.Weighted(weights)]
}

func (t *town) villageIDs() []string {
	ids := make([]string, len(t.villages))
	for i, v := range t.villages {
		ids[i] = v.id
	}
	return ids
}

// filer is the village that files for a unit; the town's own meetings are filed by nobody else.
func (t *town) filer(unit string) string {
	village, _, _ := strings.Cut(unit, "-")
	return village
}

func (v *village) committee() string { return "wei-" + v.id }

func (t *town) units() kit.File {
	w := site.Writer()
	unit := w.Unit
	unit(root, "大瑶镇", "town", "")
	for _, v := range t.villages {
		unit(v.id, v.name, "village", root)
		for _, a := range v.areas {
			unit(a.id, a.name, "area", v.id)
			for _, g := range a.groups {
				unit(g.id, g.name, "group", a.id)
			}
		}
	}
	return w.File("data/units.toml")
}

// offices are those of the town, and the firms that serve it.
var offices = []struct{ id, name, kind, duty string }{
	{"zhili", "镇基层治理办公室", "部门", "联系代表、登记意见和问题、组织点评"},
	{"nongye", "镇农业农村办公室", "部门", "水利、农技、林业、农村道路"},
	{"jianshe", "镇建设和环境办公室", "部门", "村庄建设、路灯、垃圾清运、污水"},
	{"yingji", "镇应急管理办公室", "部门", "消防、森林防火、防汛、烟花爆竹安全"},
	{"shehui", "镇社会事务办公室", "部门", "医保、养老、救助、残疾人事务"},
	{"paichusuo", "示例派出所", "部门", "治安、户籍、道路秩序"},
	{"gongdian", "示例供电所", "供电供水", "供电、线路维护"},
	{"gongshui", "示例供水站", "供电供水", "供水、管网维护"},
}

func (t *town) bodies() kit.File {
	w := site.Writer()
	phone := 9000 // telephones of people are below: see people.go
	body := func(id, name, kind, unit, duty string) {
		phone++
		w.Body(id, name, kind, unit, phone, duty)
	}
	for _, o := range offices {
		body(o.id, o.name, o.kind, root, o.duty)
	}
	for _, v := range t.villages {
		committee := "村民委员会"
		if v.number > villageCount {
			committee = "居民委员会"
		}
		body(v.committee(), v.name+committee, "村（社区）", v.id, "登记、转办、答复意见和问题，组织民情分析会")
	}
	return w.File("data/bodies/bodies.toml")
}

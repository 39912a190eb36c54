package yejin

import (
	"strings"

	"github.com/lanewall/lanewall/examples/synth/kit"
)

// takePhotos gives drawings that stand for photographs to the last finished projects of two kinds and to the last solved
// case of a third, and gives their files, with that of a notice.
func takePhotos(projects []*project, cases []*matter) []kit.File {
	var files []kit.File
	for _, s := range []struct {
		title, wrong, right string
		thing               kit.Thing
	}{
		{"楼道声控灯加装", "没有声控灯", "装上声控灯", kit.Lamp},
		{"楼道扶手加装", "台阶没有扶手", "装上扶手，补好台阶", kit.Steps},
	} {
		p := kit.Last(projects, func(p *project) bool { return p.completed != 0 && strings.HasSuffix(p.title, s.title) })
		p.shots = kit.BeforeAfter(s.thing, strings.ToLower(p.id), p.compound.name+strings.TrimSuffix(p.title, s.title)+"楼道，", s.wrong, s.right, p.proposed, p.accepted)
		files = append(files, p.shots.Files(site, "projects")...)
	}
	m := kit.Last(cases, func(m *matter) bool { return m.outcome == "解决" && strings.Contains(m.title, "灯不亮") })
	m.shots = kit.BeforeAfter(kit.Lamp, strings.ToLower(m.id), m.compound.name+strings.TrimSuffix(m.title, "灯不亮")+"，", "灯不亮", "灯修好", m.received, m.closed)
	files = append(files, m.shots.Files(site, "cases")...)
	return append(files, kit.Scene{Thing: kit.Steps, After: true, Placed: true}.File(site, "content/notices/2024-08-31-steps.jpg"))
}

package build

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/site"
)

// The foot says who runs the site as far as the site does, and leads to the registers of the numbers.
func TestOperator(t *testing.T) {
	base := "format = 1\nid = 'x.example'\ntitle = '公开栏'\nissuer = '示例街道'\nas_of = 2024-08-31\n[[level]]\nid = 'lane'\ntitle = '里巷'\n"
	for _, test := range []struct {
		name, operator string
		want, without  []string
	}{
		{name: "nothing", without: []string{"operator", "beian", "主办"}},
		{name: "a sponsor", operator: "[operator]\nsponsor = '示例街道办事处'\n", want: []string{"主办：示例街道办事处"}, without: []string{"beian", "承办", "标识码"}},
		{
			name:     "everything",
			operator: "[operator]\nsponsor = '甲'\norganiser = '乙'\nsupport = '丙'\nphone = '0000-0000000'\nicp = '示例ICP备00000000号'\npolice = '示例公网安备00000000000000号'\nsite_code = 'bm00000000'\n",
			want: []string{"承办：乙", "技术支持：丙", `<a class="tel" href="tel:00000000000">0000-0000000</a>`, `<a href="https://beian.miit.gov.cn/">示例ICP备00000000号</a>`,
				`<a href="https://beian.mps.gov.cn/#/query/webSearch?code=00000000000000">示例公网安备00000000000000号</a>`, "网站标识码：bm00000000"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			result, problems := Build(fstest.MapFS{
				"site.toml":       {Data: []byte(base + test.operator)},
				"data/units.toml": {Data: []byte("[[unit]]\nid = 'jia'\nname = '甲里'\nkind = 'lane'\n")},
			}, site.Options{})
			if problems.Count(diag.Error) > 0 {
				t.Fatal(problems[0].Format(diag.English))
			}
			foot := ""
			for _, f := range result.Tree.Files() {
				if f.Path == "index.html" {
					content, err := f.Render()
					if err != nil {
						t.Fatal(err)
					}
					_, foot, _ = strings.Cut(string(content), `<footer class="foot">`)
				}
			}
			for _, text := range test.want {
				if !strings.Contains(foot, text) {
					t.Errorf("no %s in %s", text, foot)
				}
			}
			for _, text := range test.without {
				if foot == "" || strings.Contains(foot, text) {
					t.Errorf("%s in %s", text, foot)
				}
			}
		})
	}
}

package bench

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/civil"
)

// months is how many files a ledger has, from January 2022.
const months = 36

// writeCases writes a ledger of n cases, the same ones whenever it is called, into a folder for the time of the
// benchmark: a file a month, about 275 bytes a row.
func writeCases(b testing.TB, n int) (files []string) {
	folder := b.TempDir()
	dice := rand.New(rand.NewPCG(2022, 1))
	for m := range months {
		month := civil.New(2022+m/12, m%12+1, 1)
		var text strings.Builder
		text.WriteString("# 合成数据，只供测速\n")
		for i := range n*(m+1)/months - n*m/months {
			writeCase(&text, dice, month, i)
		}
		name := filepath.Join(folder, month.String()[:7]+".toml")
		if err := os.WriteFile(name, []byte(text.String()), 0o600); err != nil {
			b.Fatal(err)
		}
		files = append(files, name)
	}
	return files
}

var (
	channels   = []string{"网格巡", "热线转", "走访", "线上", "恳谈会"}
	levels     = []string{"A", "B", "C"}
	categories = []string{"照明", "排水", "停车", "楼道", "绿化", "环卫", "安全", "充电", "水电", "房屋", "噪声", "邻里"}
	leads      = []string{"住建", "城管", "公安", "民政", "物业", "供水", "供电", "卫健"}
	outcomes   = []string{"解决", "解决", "解决", "部分解决", "解释说明", "转办"}
	troubles   = []string{"灯不亮", "积水", "堆放杂物", "扶手松动", "井盖破损", "树枝挡窗", "占道停车", "下水不通", "电线垂落"}
)

func writeCase(text *strings.Builder, dice *rand.Rand, month civil.Date, i int) {
	pick := func(words []string) string { return words[dice.IntN(len(words))] }
	received := month + civil.Date(dice.IntN(28))
	fmt.Fprintf(text, "\n[[case]]\nid = \"%s-%05d\"\nreceived = %s\nunit = \"li-%d\"\nlead = %q\nchannel = %q\nlevel = %q\ncategory = %q\n",
		month.String()[:7], i+1, received, dice.IntN(453), pick(leads), pick(channels), pick(levels), pick(categories))
	fmt.Fprintf(text, "title = \"%d栋%d单元%d层%s\"\n", dice.IntN(60)+1, dice.IntN(6)+1, dice.IntN(33)+1, pick(troubles))
	if dice.IntN(8) == 0 {
		fmt.Fprintf(text, "assist = [%q, \"li-%d-物业\"]\n", pick(leads), dice.IntN(453))
	}
	if dice.IntN(20) == 0 {
		return // still open
	}
	fmt.Fprintf(text, "closed = %s\noutcome = %q\n", received+civil.Date(dice.IntN(20)), pick(outcomes))
	fmt.Fprintf(text, "rating = { response = %d, cooperation = %d, completion = %d, satisfaction = %d }\n",
		60+dice.IntN(41), 60+dice.IntN(41), 60+dice.IntN(41), 60+dice.IntN(41))
}

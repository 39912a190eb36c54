package build

import (
	"fmt"
	"io/fs"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/lanewall/lanewall/themes"
)

// Every colour of the theme can be told from its ground: text 4.5:1, marks of a chart and borders of controls 3:1, by
// day and by night. The ratios are those that the manual names.
func TestContrast(t *testing.T) {
	css, err := fs.ReadFile(themes.FS, "wall/static/wall.css")
	if err != nil {
		t.Fatal(err)
	}
	roots := regexp.MustCompile(`:root \{([^}]*)\}`).FindAllStringSubmatch(string(css), 3)
	if len(roots) < 2 {
		t.Fatal("no colours by day and by night")
	}
	day, night := colours(roots[0][1]), colours(roots[1][1])
	manuals := map[string]string{}
	for _, lang := range []string{"zh", "en"} {
		text, err := os.ReadFile("../../docs/" + lang + "/content/howto/theme.md")
		if err != nil {
			t.Fatal(err)
		}
		manuals[lang] = string(text)
	}
	pairs := 0
	check := func(name, ground string, least float64) {
		ratios := [2]float64{contrast(day[name], day[ground]), contrast(night[name], night[ground])}
		for i, ratio := range ratios {
			if !(ratio >= least) {
				t.Errorf("%s on %s, %s: %.2f, less than %.1f", name, ground, [...]string{"by day", "by night"}[i], ratio, least)
			}
		}
		for lang, text := range manuals {
			if row := fmt.Sprintf("| `%s` | `%s` | %.1f | %.1f |", name, ground, ratios[0], ratios[1]); !strings.Contains(text, row) {
				t.Errorf("docs/%s/content/howto/theme.md does not say %s", lang, row)
			}
		}
		pairs++
	}
	for name := range day {
		switch {
		case name == "--paper", name == "--rule": // the ground; a hairline, which says nothing
		case strings.HasPrefix(name, "--over-"):
			check(name, "--series-"+strings.TrimPrefix(name, "--over-"), 4.5)
		case name == "--edge", strings.HasPrefix(name, "--series-"):
			check(name, "--paper", 3)
		default:
			check(name, "--paper", 4.5)
		}
		if night[name] == "" {
			t.Errorf("%s is not set by night", name)
		}
	}
	if pairs < 15 {
		t.Errorf("only %d pairs", pairs)
	}
}

// colours is the colours among the declarations of a rule, by name.
func colours(rule string) map[string]string {
	found := map[string]string{}
	for _, m := range regexp.MustCompile(`(--[a-z0-9-]+): #([0-9a-f]{3}(?:[0-9a-f]{3})?);`).FindAllStringSubmatch(rule, -1) {
		found[m[1]] = m[2]
		if len(m[2]) == 3 {
			found[m[1]] = strings.Repeat(m[2][:1], 2) + strings.Repeat(m[2][1:2], 2) + strings.Repeat(m[2][2:], 2)
		}
	}
	return found
}

// contrast is the ratio of WCAG 2 between two colours; NaN if one is none.
func contrast(a, b string) float64 {
	light, dark := luminance(a), luminance(b)
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

func luminance(colour string) float64 {
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		if len(colour) != 6 {
			return math.NaN()
		}
		v, err := strconv.ParseUint(colour[2*i:2*i+2], 16, 8)
		if err != nil {
			return math.NaN()
		}
		if c := float64(v) / 255; c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}

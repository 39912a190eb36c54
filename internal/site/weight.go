package site

import (
	"strconv"

	"github.com/lanewall/lanewall/internal/diag"
	"github.com/lanewall/lanewall/internal/toml"
)

// Weight is how heavy pages may be: in thousands of bytes as a server sends them, compressed, of all that a reader's
// phone fetches before anything is touched.
type Weight struct {
	Home toml.At[int] `toml:"home"` // the home page; 60
	Page toml.At[int] `toml:"page"` // any other page; without it they are not weighed
}

// homeWeight is what the home page may weigh where the site does not say.
const homeWeight = 60

func (l *loader) weight(c *Config) {
	for _, budget := range []toml.At[int]{c.Weight.Home, c.Weight.Page} {
		if budget.V < 0 {
			l.problems.Add("unknown-value", budget.Pos, strconv.Itoa(budget.V), diag.Choice{Names: []string{strconv.Itoa(homeWeight)}})
		}
	}
	if c.Weight.Home.V <= 0 {
		c.Weight.Home.V = homeWeight
	}
}

package serve

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"time"
)

//go:embed live.js
var liveScript []byte

//go:embed live.css
var liveStyle []byte

// tag is the script element of a page that shows a state. It is of the page's own origin and carries nothing to run:
// pages allow nothing else.
func (s *Server) tag(now *state) string {
	words := say[s.options.Lang]
	return fmt.Sprintf("<script src=\"%slive.js\" data-version=\"%s\" data-stopped=\"%s\" data-past=\"%s\"></script>\n",
		own, s.id(now.version), html.EscapeString(words.Stopped), html.EscapeString(words.Past))
}

// news is what an open page hears.
type news struct {
	Version string `json:"version"` // of what pages show now
	Badge   string `json:"badge"`   // for the corner; "" for none
	Grave   bool   `json:"grave"`   // it counts errors
	Broken  bool   `json:"broken"`  // the folder has errors; pages show them instead
}

// breath is how often a word is sent when there is nothing to say: what stands between may take silence for the end.
const breath = 25 * time.Second

// events tells a page of every new state, of the present one first, as server-sent events, until the browser closes the
// page or the server stops.
func (c *call) events() {
	c.w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(c.w)
	breathe := time.NewTicker(breath)
	defer breathe.Stop()
	fmt.Fprint(c.w, "retry: 500\n\n")
	for told := (news{}); c.r.Method != http.MethodHead; {
		now := c.server.state()
		if n := c.news(now); now.version > 0 && n != told {
			text, _ := json.Marshal(n)
			fmt.Fprintf(c.w, "data: %s\n\n", text)
			told = n
		}
		if out.Flush() != nil {
			return
		}
		for changed := false; !changed; {
			select {
			case <-now.next:
				changed = true
			case <-breathe.C:
				fmt.Fprint(c.w, ":\n\n")
				if out.Flush() != nil {
					return
				}
			case <-c.r.Context().Done():
				return
			case <-c.server.stopped:
				return
			}
		}
	}
}

func (c *call) news(now *state) news {
	n := news{Version: c.server.id(now.version), Broken: now.broken && c.local}
	if c.local && !now.broken {
		r := now.report()
		n.Badge, n.Grave = r.badge(c.server.options.Lang), r.Errors > 0
	}
	return n
}

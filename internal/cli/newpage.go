package cli

import (
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/lanewall/lanewall/internal/civil"
	"github.com/lanewall/lanewall/internal/folder"
	"github.com/lanewall/lanewall/internal/site"
	"github.com/lanewall/lanewall/internal/toml"
)

// newPage begins a notice or another page. Without a text it is a draft: the site leaves it out until somebody has
// written it.
func (a *app) newPage(files fs.FS, s *site.Site, section string, date civil.Date, f newFlags) error {
	asked := f.title == ""
	if asked && !a.terminal {
		return fmt.Errorf(a.say("写上标题，如 lanewall 录入 %s 停水通知", "give its title, as lanewall new %s \"No water on Friday\""), map[string]string{"notices": a.say("公告", "notice"), "about": a.say("网页", "page")}[section])
	}
	for f.title == "" {
		title, err := a.ask(a.say("* 标题", "* Title"), "")
		if err != nil {
			return err
		}
		f.title = title
	}
	if asked && f.text == "" {
		text, err := a.paragraphs()
		if err != nil {
			return err
		}
		f.text = text
	}
	unit := ""
	if f.unit != "" {
		u := s.Units.Resolve(f.unit)
		if u == nil {
			return a.unknownName(a.say("辖区", "unit"), f.unit, s.Units.Names())
		}
		unit = u.ID
	}
	var file string
	var saved folder.Saved
	err := a.locked(a.source, func() (err error) {
		file = "content/" + section + "/" + freeName(files, section, date, f.title) + ".md"
		page := folder.Change{Path: file, Content: []byte(a.pageText(s, section, unit, date, f)), Was: []byte{}}
		saved, err = a.save(a.source, files, []folder.Change{page})
		return err
	})
	if err != nil {
		return err
	}
	a.tell(entered{File: file, Kept: saved.Kept}, func(out io.Writer) {
		fmt.Fprintf(out, a.say("写好了 %s\n", "%s is ready\n"), filepath.Join(a.source, filepath.FromSlash(file)))
		if f.text == "" {
			fmt.Fprintln(out, a.say("正文还空着，先不公开：打开它写正文，再删去 draft = true 那一行。", "It has no text yet and is not published: write it, then delete the line draft = true."))
		}
	})
	return nil
}

// paragraphs asks for a text: lines up to an empty one that follows an empty one.
func (a *app) paragraphs() (string, error) {
	fmt.Fprintln(a.err, a.say("  正文：可以整篇粘贴，写完连按两次回车；以后再写，直接回车。", "  Text: paste it whole, then press Enter twice; Enter alone to write it later."))
	var text strings.Builder
	for empty := 0; empty < 2; {
		line, err := a.line()
		if err != nil {
			return "", err
		}
		line = strings.TrimRight(line, " \t\r\n")
		if line != "" {
			empty = 0
		} else if empty++; text.Len() == 0 {
			return "", nil
		}
		text.WriteString(line + "\n")
	}
	return strings.TrimSpace(text.String()), nil
}

// pageText is a page with its front matter.
func (a *app) pageText(s *site.Site, section, unit string, date civil.Date, f newFlags) string {
	var b strings.Builder
	b.WriteString("+++\ntitle = " + toml.Quote(f.title) + "\n")
	if section == "notices" {
		b.WriteString("date = " + date.String() + "\nsource = " + toml.Quote(s.Config.Issuer.In("zh-Hans")) + "\n")
	}
	if unit != "" {
		b.WriteString("unit = " + toml.Quote(unit) + "\n")
	}
	if f.text == "" {
		b.WriteString("draft = true   # 正文写好以后删去这一行，才会公开\n+++\n\n在这里写正文。空一行另起一段。\n")
		return b.String()
	}
	b.WriteString("+++\n\n" + strings.TrimSpace(strings.ToValidUTF8(f.text, "\ufffd")) + "\n")
	return b.String()
}

// freeName is a name for a page's file that no page has: the date of a notice, and what of the title makes part of an
// address, else a number.
func freeName(files fs.FS, section string, date civil.Date, title string) string {
	base := asciiWords(title)
	if section == "notices" {
		base = strings.TrimSuffix(date.String()+"-"+base, "-")
	}
	taken := func(name string) bool {
		_, err := fs.Stat(files, "content/"+section+"/"+name+".md")
		return err == nil
	}
	if base != "" && asciiWords(title) != "" && !taken(base) {
		return base
	}
	if base == "" {
		base = "page"
	}
	for n := 1; ; n++ {
		if name := fmt.Sprintf("%s-%d", base, n); !taken(name) {
			return name
		}
	}
}

// asciiWords are the letters and digits of a title, in small letters, with hyphens between words.
func asciiWords(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !('a' <= r && r <= 'z' || '0' <= r && r <= '9') })
	return strings.Join(words[:min(len(words), 8)], "-")
}

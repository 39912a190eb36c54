package feed

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"github.com/lanewall/lanewall/internal/tree"
)

// sitemapURLs is how many addresses a sitemap may hold: https://www.sitemaps.org/protocol.html.
const sitemapURLs = 50_000

const (
	sitemapPath = "sitemap.xml"
	robotsPath  = "robots.txt"
)

type urlSet struct {
	XMLName xml.Name   `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []location `xml:"url"`
}

type sitemapIndex struct {
	XMLName  xml.Name   `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Sitemaps []location `xml:"sitemap"`
}

type location struct {
	Address string `xml:"loc"`
}

// lists are the files that search engines look for. A sitemap has absolute addresses only.
func (w writer) lists() []tree.File {
	robots := "User-agent: *\nDisallow:\n"
	if w.Address(sitemapPath) == "" {
		return []tree.File{tree.Bytes(robotsPath, []byte(robots))}
	}
	robots += "\nSitemap: " + w.Address(sitemapPath) + "\n"
	return append(w.sitemaps(w.pages(), sitemapURLs), tree.Bytes(robotsPath, []byte(robots)))
}

// sitemaps lists the pages, at most so many a file; if there are more, sitemap.xml lists the files.
func (w writer) sitemaps(pages []location, most int) []tree.File {
	parts := slices.Collect(slices.Chunk(pages, most))
	if len(parts) == 1 {
		return []tree.File{sitemap(sitemapPath, urlSet{URLs: parts[0]})}
	}
	var files []tree.File
	var index sitemapIndex
	for i, part := range parts {
		path := strings.TrimSuffix(sitemapPath, ".xml") + "-" + strconv.Itoa(i+1) + ".xml"
		files = append(files, sitemap(path, urlSet{URLs: part}))
		index.Sitemaps = append(index.Sitemaps, location{w.Address(path)})
	}
	return append(files, sitemap(sitemapPath, index))
}

// pages are the addresses of all pages that have something to read: neither the one for addresses that lead nowhere nor
// those that lead on to another.
func (w writer) pages() []location {
	var pages []location
	for _, p := range w.all {
		for _, l := range p.Listed() {
			if l.Layout != "missing.html" && l.Layout != "moved.html" {
				pages = append(pages, location{w.Address(p.Prefix + l.Path)})
			}
		}
	}
	slices.SortFunc(pages, func(a, b location) int { return strings.Compare(a.Address, b.Address) })
	return pages
}

func sitemap(path string, content any) tree.File {
	return tree.File{Path: path, Render: func() ([]byte, error) {
		text, err := xml.MarshalIndent(content, "", " ")
		return append(append([]byte(xml.Header), text...), '\n'), err
	}}
}

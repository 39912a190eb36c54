package page

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a site has in Chinese only stands on its pages in other languages as it is: names of units, words of rows. Whoever
// has a page read out hears it in the wrong language, unless it is marked (WCAG 2.2, 3.1.2). On a page that is not in
// Chinese the characters themselves say what is; the words of one text may come from many places, so they are looked for
// where they have come together: in the page.

// markChinese puts the Chinese in a page's text into elements of a language: bdi, for words from elsewhere, which no style
// is written for. Titles, options and the words of drawings can hold no element: they say the language themselves if all
// their words are Chinese, and nothing if others stand between. What stands in an element that says its Chinese language
// itself is left alone, and so are scripts.
func markChinese(page []byte, lang string) []byte {
	out := make([]byte, 0, len(page)+len(page)/8)
	var open []element
	marked := func() bool { return slices.ContainsFunc(open, func(e element) bool { return e.chinese }) }
	for len(page) > 0 {
		if page[0] != '<' {
			n := bytes.IndexByte(page, '<')
			if n < 0 {
				n = len(page)
			}
			if marked() {
				out = append(out, page[:n]...)
			} else {
				out = appendMarked(out, page[:n], lang)
			}
			page = page[n:]
			continue
		}
		n := tagEnd(page)
		tag := string(page[:n])
		name := strings.ToLower(tagName(tag))
		switch {
		case strings.HasPrefix(tag, "</"):
			if i := lastOf(open, name); i >= 0 {
				open = open[:i] // with what is left open in it
			}
		case name == "" || void[name] || strings.HasSuffix(tag, "/>"):
		case closed[name]:
			if end := bytes.Index(page[n:], []byte("</"+name)); end >= 0 {
				if !silent[name] && !marked() && allChinese(page[n:n+end]) {
					out = append(out, tag[:len(tag)-1]+` lang="`+lang+`">`...)
					page = page[n:]
					n = 0
				}
				n += end
			}
		default:
			open = append(open, element{name, strings.Contains(tag, ` lang="zh`)})
		}
		out = append(out, page[:n]...)
		page = page[n:]
	}
	return out
}

// element is an open element; chinese if it says that it is in Chinese.
type element struct {
	name    string
	chinese bool
}

func lastOf(open []element, name string) int {
	for i := len(open) - 1; i >= 0; i-- {
		if open[i].name == name {
			return i
		}
	}
	return -1
}

// void are elements without an end; closed those whose text is no place for an element, silent those of them that have
// no words.
var (
	void = map[string]bool{"area": true, "base": true, "br": true, "col": true, "hr": true, "img": true, "input": true, "link": true,
		"meta": true, "source": true, "track": true, "wbr": true}
	closed = map[string]bool{"desc": true, "option": true, "script": true, "style": true, "text": true, "textarea": true, "title": true}
	silent = map[string]bool{"script": true, "style": true, "textarea": true}
)

// tagEnd is the length of the tag or comment that a text begins with.
func tagEnd(text []byte) int {
	if bytes.HasPrefix(text, []byte("<!--")) {
		if end := bytes.Index(text, []byte("-->")); end >= 0 {
			return end + 3
		}
		return len(text)
	}
	var quote byte
	for i, c := range text {
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case quote == 0 && c == '>':
			return i + 1
		}
	}
	return len(text)
}

// tagName is the name in a tag; "" of a comment or a document type.
func tagName(tag string) string {
	name := strings.TrimPrefix(strings.TrimPrefix(tag, "<"), "/")
	end := strings.IndexFunc(name, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-'
	})
	return name[:max(0, end)]
}

// appendMarked appends text with its Chinese marked. Figures and marks between Chinese belong to it, letters do not.
func appendMarked(out, text []byte, lang string) []byte {
	begin, end, written := -1, 0, 0
	flush := func() {
		if begin < 0 {
			return
		}
		out = append(out, text[written:begin]...)
		out = append(out, `<bdi lang="`+lang+`">`...)
		out = append(out, text[begin:end]...)
		out = append(out, "</bdi>"...)
		begin, written = -1, end
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case isChinese(r):
			if begin < 0 {
				begin = i
			}
			end = i + size
		case unicode.IsLetter(r) || r == '\n':
			flush()
		}
		i += size
	}
	flush()
	return append(out, text[written:]...)
}

// allChinese tells whether a text has Chinese and no other letters.
func allChinese(text []byte) bool {
	return bytes.ContainsFunc(text, isChinese) && !bytes.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) && !isChinese(r) })
}

// isChinese tells a Chinese character, or a mark that only Chinese has.
func isChinese(r rune) bool {
	return unicode.Is(unicode.Han, r) || '、' <= r && r <= '】' || '！' <= r && r <= '～'
}

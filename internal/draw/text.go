package draw

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Width is the width of a text by the built-in table. Letters are wider in bold; figures and Han are not.
func Width(text string, t Type) float64 {
	sum := 0
	for _, r := range text {
		sum += advance(r, t.Bold)
	}
	return float64(sum) / 1000 * t.Size
}

func advance(r rune, bold bool) int {
	switch {
	case r < ' ' || r > 0x024f || r == 0x7f:
		return 1000
	case r > '~':
		return 722
	case bold && unicode.IsLetter(r):
		return advances[r-' '] * 27 / 25
	}
	return int(advances[r-' '])
}

// advances are Helvetica's from space to tilde, in thousandths of an em.
var advances = [95]int{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

const ellipsis = "…"

// Shorten cuts a text so that it fits and ends it with an ellipsis; where not even that fits, nothing is left.
func Shorten(m Measurer, text string, t Type, width float64) string {
	if m.Width(text, t) <= width {
		return text
	}
	head := text[:fit(m, text, t, width-m.Width(ellipsis, t))]
	if head == "" && m.Width(ellipsis, t) > width {
		return ""
	}
	return strings.TrimSpace(head) + ellipsis
}

// fit is how many bytes of the text, in whole characters, fit.
func fit(m Measurer, text string, t Type, width float64) int {
	end := 0
	for end < len(text) {
		_, n := utf8.DecodeRuneInString(text[end:])
		if m.Width(text[:end+n], t) > width {
			break
		}
		end += n
	}
	return end
}

// Wrap breaks a text into lines of at most the width. If lines is above 0 there are at most so many, even in length,
// and what is too long is shortened. Han text breaks between any two characters but before a closing mark or
// after an opening one; words stay whole if they fit a line, and so do numbers with the character they count.
func Wrap(m Measurer, text string, t Type, width float64, lines int) []string {
	text = strings.Join(strings.Fields(text), " ")
	all := fill(m, text, t, width)
	if lines <= 0 || len(all) <= 1 {
		return all
	}
	if len(all) > lines {
		return cutTo(m, all, text, t, width, lines)
	}
	even := max(m.Width(text, t)/float64(len(all)), min(width, MinWidth(m, text, t)))
	for ; even < width; even += t.Size / 4 {
		if try := fill(m, text, t, even); len(try) == len(all) {
			return try
		}
	}
	return all
}

// cutTo keeps the first lines and shortens the rest of the text into the last.
func cutTo(m Measurer, all []string, text string, t Type, width float64, lines int) []string {
	rest := text
	for _, line := range all[:lines-1] {
		rest = strings.TrimSpace(strings.TrimPrefix(rest, line))
	}
	return append(all[:lines-1:lines-1], Shorten(m, rest, t, width))
}

func fill(m Measurer, text string, t Type, width float64) []string {
	var out []string
	start, end := 0, 0
	for end < len(text) {
		next := end + piece(text[end:])
		if m.Width(strings.TrimSpace(text[start:next]), t) <= width {
			end = next
			continue
		}
		if end == start { // one piece is longer than a line
			_, first := utf8.DecodeRuneInString(text[start:])
			end += max(first, fit(m, text[start:next], t, width))
		}
		out = append(out, strings.TrimSpace(text[start:end]))
		start = end
	}
	if rest := strings.TrimSpace(text[start:]); rest != "" {
		out = append(out, rest)
	}
	return out
}

// MinWidth is the width of the widest word or number of a text: in less room, [Wrap] has to tear it.
func MinWidth(m Measurer, text string, t Type) float64 {
	most := 0.0
	for text != "" {
		n := piece(text)
		most = max(most, m.Width(text[:n], t))
		text = text[n:]
	}
	return most
}

// piece is the length of the shortest beginning of the text that a line may end after.
func piece(text string) int {
	before, end := utf8.DecodeRuneInString(text)
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		if mayBreak(before, r) {
			break
		}
		before, end = r, end+n
	}
	return end
}

func mayBreak(before, after rune) bool {
	switch {
	case strings.ContainsRune("，。、；：！？）》〉」』】〕”’…％%,.;:!?)]}", after), unicode.IsSpace(after):
		return false
	case strings.ContainsRune("（《〈「『【〔“‘([{", before):
		return false
	case unicode.IsSpace(before):
		return true
	}
	if before == '第' || unicode.IsDigit(before) && unicode.Is(unicode.Han, after) {
		return false // 第12周, 8月
	}
	return before >= 0x2000 || after >= 0x2000
}

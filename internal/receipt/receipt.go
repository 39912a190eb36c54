// Package receipt has the numbers by which residents find what became of what they reported. A number is made by the page
// on which they write, before any office knows of it, so it is drawn at random; the office reads it from paper, from a
// screen or from somebody's lips, so it tells by itself whether it was read rightly.
//
// A number is eight characters of an alphabet without 0, O, 1, I and L; the last one checks the others. There are 31
// characters, a prime: each place counts with its own weight, so any one wrong character and any two that changed places
// are found. Seven characters at random make 2.7·10¹⁰ numbers: among 100,000 of one site two are alike with a chance of
// one in six, and the ledger says so.
//
// The script report.js of the theme counts in the same way.
package receipt

import "strings"

// Alphabet is the characters of a number, in the order of their values.
const Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

// Length is how many characters a number has, the last one included.
const Length = 8

// Valid tells whether a number is one, written as [Plain] writes it.
func Valid(number string) bool {
	if len(number) != Length {
		return false
	}
	sum, ok := weigh(number)
	return ok && sum%len(Alphabet) == 0
}

// weigh adds the values of the characters, each times its place from 1; false if one is none of the alphabet.
func weigh(number string) (sum int, ok bool) {
	for i := range len(number) {
		value := strings.IndexByte(Alphabet, number[i])
		if value < 0 {
			return 0, false
		}
		sum += (i + 1) * value
	}
	return sum, true
}

// Complete adds the last character to the seven others; "" if they are none.
func Complete(seven string) string {
	sum, ok := weigh(seven)
	if !ok || len(seven) != Length-1 {
		return ""
	}
	for i := range len(Alphabet) {
		if (sum+Length*i)%len(Alphabet) == 0 {
			return seven + Alphabet[i:i+1]
		}
	}
	return ""
}

// Plain is a number as it is kept, however people wrote it: in small letters, with spaces or dashes in it, or with the
// wide characters of a Chinese keyboard.
func Plain(written string) string {
	return strings.Map(func(r rune) rune {
		if '！' <= r && r <= '～' {
			r += '!' - '！'
		}
		switch {
		case 'a' <= r && r <= 'z':
			return r - 'a' + 'A'
		case strings.ContainsRune(" -\u3000\u2010\u2011\u2013\u2014\u00a0\u200b", r):
			return -1
		}
		return r
	}, strings.TrimSpace(written))
}

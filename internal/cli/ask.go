package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/text/width"

	"github.com/lanewall/lanewall/internal/diag"
)

// Whoever sits at the terminal is asked on standard error, and answers on standard input: what a command prints on
// standard output stays its result. A command that asks writes nothing before the last answer, so that Ctrl+C and the end
// of the input leave everything as it was: that is errLeft, and its words say so.

// leftError is of somebody who left in the middle of the questions.
type leftError struct{ words string }

func (e leftError) Error() string { return e.words }

// left is what a command returns when the questions were not answered to the end.
func (a *app) left() error {
	return leftError{a.say("没有答完就停下了，什么也没有写入；要继续，重新运行这条命令", "stopped before the last question: nothing was written; run the command again to go on")}
}

// askFlag lets a script put answers into a command that else asks at a terminal only.
func (a *app) askFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&a.terminal, "ask", a.terminal, a.say("没有终端也提问", "ask even without a terminal"))
	cmd.Flags().MarkHidden("ask")
}

// ask puts a question and gives the answer without the space around it. Enter alone gives the preset, which is shown; full
// width letters, digits and signs are taken for the plain ones where the whole answer is ASCII then. It fails when the
// input ends or Ctrl+C is pressed.
func (a *app) ask(question, preset string) (string, error) {
	if preset != "" {
		question += a.say("［", " [") + preset + a.say("］", "]")
	}
	fmt.Fprint(a.err, question+a.say("：", ": "))
	line, err := a.line()
	if err != nil {
		fmt.Fprintln(a.err)
		return "", err
	}
	switch line = plainAnswer(line); {
	case line == "":
		return preset, nil
	case slices.Contains(leaving, strings.ToLower(line)):
		return "", a.left()
	}
	return line, nil
}

// leaving is what people type who want to stop.
var leaving = []string{"q", "quit", "exit", "退出"}

// confirm asks for yes or no; Enter alone is no.
func (a *app) confirm(question string) (bool, error) { return a.agreed(question, false) }

// agreed asks for yes or no, until it is one of them. Enter alone is the preset.
func (a *app) agreed(question string, preset bool) (bool, error) {
	choice := a.say("（y 是，n 否；回车为否）", " (y/N)")
	if preset {
		choice = a.say("（y 是，n 否；回车为是）", " (Y/n)")
	}
	for {
		answer, err := a.ask(question+choice, "")
		if err != nil {
			return false, err
		}
		if answer == "" {
			return preset, nil
		}
		if yes, ok := yesOrNo(answer); ok {
			return yes, nil
		}
		fmt.Fprintln(a.err, a.say("  请答 y（是）或 n（否）", "  please answer y or n"))
	}
}

var answers = map[string]bool{
	"y": true, "yes": true, "是": true, "是的": true, "对": true, "好": true, "有": true, "true": true, "1": true,
	"n": false, "no": false, "否": false, "不": false, "不是": false, "没有": false, "无": false, "false": false, "0": false,
}

func yesOrNo(answer string) (yes, ok bool) {
	yes, ok = answers[strings.ToLower(answer)]
	return yes, ok
}

// pick asks for one of several words, by its number, as it is written, or by a part that no other has; else near words are
// shown, and it is asked again. Enter alone gives the preset, or nothing where it is optional.
func (a *app) pick(question string, words []string, preset string, optional bool) (string, error) {
	a.number(words)
	for {
		answer, err := a.ask(question, preset)
		if err != nil || answer == "" && optional {
			return "", err
		}
		if i := wordOf(answer, words); i >= 0 {
			return words[i], nil
		}
		if part := withPart(answer, words); len(part) == 1 && answer != "" {
			fmt.Fprintln(a.err, "  → "+part[0])
			return part[0], nil
		}
		a.notOne(answer, words)
	}
}

// number lists words with their numbers, as many on a line as fit.
func (a *app) number(words []string) {
	line := " "
	for i, word := range words {
		item := fmt.Sprintf(" %d %s ", i+1, word)
		if columns(line+item) > 78 && line != " " {
			fmt.Fprintln(a.err, strings.TrimRight(line, " "))
			line = " "
		}
		line += item
	}
	fmt.Fprintln(a.err, strings.TrimRight(line, " "))
}

// wordOf is the place of a word given by its number or as it is; -1 if it is none. A word goes before a number.
func wordOf(answer string, words []string) int {
	for i, word := range words {
		if strings.EqualFold(answer, word) {
			return i
		}
	}
	if n, err := strconv.Atoi(answer); err == nil && 1 <= n && n <= len(words) {
		return n - 1
	}
	return -1
}

// notOne says that an answer is none of the words, and which may be meant.
func (a *app) notOne(answer string, words []string) {
	if answer == "" {
		a.required()
		return
	}
	fmt.Fprintf(a.err, a.say("  没有“%s”这一项；%s\n", "  there is no %q; %s\n"), answer, alike(answer, words).In(a.lang))
}

// alike is the words that may be meant: those with the answer in them, or a near one, or else all.
func alike(answer string, words []string) diag.Choice {
	if with := withPart(answer, words); len(with) > 1 && len(with) < len(words) {
		return diag.Choice{Names: with}
	}
	return diag.Choice{Given: answer, Names: words}
}

func withPart(part string, words []string) []string {
	var with []string
	for _, word := range words {
		if strings.Contains(word, part) {
			with = append(with, word)
		}
	}
	return with
}

// typed is a line and what ended it.
type typed struct {
	text string
	err  error
}

// line reads a line. Ctrl+C ends the waiting, not the program, so that what has been asked for can be said; the line that
// nobody waits for any more is the next one's.
func (a *app) line() (string, error) {
	if a.typing == nil {
		done := make(chan typed, 1)
		a.typing = done
		go func() {
			text, err := a.in.ReadString('\n')
			done <- typed{text, err}
		}()
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt)
	defer signal.Stop(stop)
	select {
	case <-stop:
		return "", a.left()
	case r := <-a.typing:
		a.typing = nil
		if errors.Is(r.err, io.EOF) && strings.TrimSpace(r.text) == "" {
			return "", a.left()
		}
		if r.err != nil && !errors.Is(r.err, io.EOF) {
			return "", r.err
		}
		return r.text, nil
	}
}

// plainAnswer is an answer without the space around it. One that was typed with a Chinese input method left on, １２ or Ｙ,
// means the same as the plain one; Chinese text keeps its punctuation.
func plainAnswer(line string) string {
	line = strings.TrimSpace(strings.ToValidUTF8(line, "\ufffd"))
	narrow := width.Narrow.String(line)
	if strings.IndexFunc(narrow, func(r rune) bool { return r >= 0x80 }) < 0 {
		return strings.TrimSpace(narrow)
	}
	return line
}

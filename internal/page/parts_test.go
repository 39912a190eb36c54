package page

import "testing"

func TestMarkChinese(t *testing.T) {
	const s, e = `<bdi lang="zh-Hans">`, `</bdi>`
	for page, want := range map[string]string{
		`<p>No Chinese here, 42.</p>`:                        `<p>No Chinese here, 42.</p>`,
		`<p>甲里</p>`:                                          `<p>` + s + `甲里` + e + `</p>`,
		`<p>Board of 甲里, 乙里 and 3栋</p>`:                      `<p>Board of ` + s + `甲里, 乙里` + e + ` and 3` + s + `栋` + e + `</p>`,
		`<td>第3栋（东）</td>`:                                    `<td>` + s + `第3栋（东）` + e + `</td>`,
		`<title>甲里</title><h1>甲里</h1>`:                       `<title lang="zh-Hans">甲里</title><h1>` + s + `甲里` + e + `</h1>`,
		`<title>甲里 · A board</title>`:                        `<title>甲里 · A board</title>`,
		`<a title="甲 > 乙" href=x>乙</a>`:                      `<a title="甲 > 乙" href=x>` + s + `乙` + e + `</a>`,
		`<div lang="zh-Hans"><p>甲<br>乙</p></div>丙`:           `<div lang="zh-Hans"><p>甲<br>乙</p></div>` + s + `丙` + e,
		`<ul><li lang="zh-Hant">繁<li>x</ul>甲`:                `<ul><li lang="zh-Hant">繁<li>x</ul>` + s + `甲` + e,
		`<svg><text x="1">甲</text><text>Oct</text></svg>丙`:   `<svg><text x="1" lang="zh-Hans">甲</text><text>Oct</text></svg>` + s + `丙` + e,
		`<rect/><desc>甲，3件</desc><desc>3 of 甲</desc>`:        `<rect/><desc lang="zh-Hans">甲，3件</desc><desc>3 of 甲</desc>`,
		`<option value="甲">乙</option><option>x</option>`:     `<option value="甲" lang="zh-Hans">乙</option><option>x</option>`,
		`<div lang="zh-Hant"><option>乙</option></div>`:       `<div lang="zh-Hant"><option>乙</option></div>`,
		`<style>甲</style><textarea>乙</textarea>`:             `<style>甲</style><textarea>乙</textarea>`,
		`<!-- 甲 > --><!doctype html>乙`:                       `<!-- 甲 > --><!doctype html>` + s + `乙` + e,
		`<script type="application/json">{"a":"甲"}</script>`: `<script type="application/json">{"a":"甲"}</script>`,
		`甲 &amp; 乙`:               s + `甲` + e + ` &amp; ` + s + `乙` + e,
		`<img alt="甲"><p>5 < 6 甲`: `<img alt="甲"><p>5 < 6 甲`,
		``:                        ``,
	} {
		if got := string(markChinese([]byte(page), "zh-Hans")); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", page, got, want)
		}
	}
}

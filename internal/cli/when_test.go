package cli

import (
	"strings"
	"testing"

	"github.com/lanewall/lanewall/internal/civil"
)

// A day may be said as people say it.
func TestDaysAsPeopleSay(t *testing.T) {
	now := civil.New(2026, 11, 22) // a Sunday
	for text, want := range map[string]string{
		"今天": "2026-11-22", "昨天": "2026-11-21", "Tomorrow": "2026-11-23", "12月20日": "2026-12-20", "11月20号": "2026-11-20",
		"周五": "2026-11-20", "上周五": "2026-11-13", "下周一": "2026-11-23", "星期天": "2026-11-22", "礼拜一": "2026-11-16",
		"2024年9月3日": "2024-09-03", "6月1日": "2026-06-01", "20240903": "2024-09-03", "11月31日": "", "前年": "", "周八": "",
	} {
		if got, ok := readDate(text, now, now); ok != (want != "") || ok && got.String() != want {
			t.Errorf("%s is %s, %v, want %q", text, got, ok, want)
		}
	}
	a, _ := asked("")
	if _, err := a.dayOf("on", "11月31日"); err == nil || !strings.HasSuffix(err.Error(), "；11月没有31日") {
		t.Errorf("11月31日: %v", err)
	}
	if _, err := a.dayOf("on", "13月1日"); err == nil || !strings.HasSuffix(err.Error(), "；没有13月") {
		t.Errorf("13月1日: %v", err)
	}
}

// A period, too; without a year it is the last that has begun.
func TestReadPeriod(t *testing.T) {
	now := civil.New(2025, 2, 5)
	for text, want := range map[string]string{
		"本月": "2025-02", "上月": "2025-01", "上个月": "2025-01", "last month": "2025-01", "2月": "2025-02", "11月": "2024-11", "十一月份": "2024-11", "3月": "2024-03",
		"今年3月": "2025-03", "去年1月": "2024-01", "2024年9月": "2024-09", "2024-9": "2024-09", "2024.9": "2024-09", "2024-09": "2024-09",
		"本周": "2025-W06", "上周": "2025-W05", "2024年第36周": "2024-W36", "2024-w36": "2024-W36", "2024-Q3": "2024-Q3", "三季度": "2024-Q3", "一季度": "2025-Q1",
		"2024年第三季度": "2024-Q3", "上季度": "2024-Q4", "去年": "2024", "2024年": "2024", "本年": "2025",
		"13月": "", "September": "", "": "", "2024年13月": "",
	} {
		if got, ok := readPeriod(text, now); ok != (want != "") || ok && got.Key() != want {
			t.Errorf("%s is %v, %v, want %q", text, got, ok, want)
		}
	}
}

// 上月 is that before the day that the data are to speak for.
func TestPeriodOfAnotherDay(t *testing.T) {
	a, _ := asked("")
	a.asOf = "2024年10月8日"
	if p, err := a.period("上月"); err != nil || p.Key() != "2024-09" {
		t.Errorf("it is %v, %v", p, err)
	}
}

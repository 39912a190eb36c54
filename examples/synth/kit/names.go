package kit

import "fmt"

// Telephone returns a number nobody can have.
func Telephone(n int) string { return fmt.Sprintf("0000-%07d", n) }

// Name returns the made-up name of the nth person: 示例001.
func Name(n int) string { return fmt.Sprintf("示例%03d", n) }

// Stems and Branches tell made-up places, firms and people apart: 示例甲物业, 乙里.
var (
	Stems    = []string{"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"}
	Branches = []string{"子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"}
)

// Numeral writes a number from 1 to 99 in Chinese: 十二.
func Numeral(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	default:
		return digits[n/10] + "十" + digits[n%10]
	}
}

// Package stat holds the exact numbers behind a figure, and the printing of them.
//
//  1. A [Tally] counts rows and sums amounts. Tallies merge, and in whatever order rows and tallies come, the result
//     is the same to the last bit.
//  2. A [Ratio] is the value: a count is n/1, an amount of money n 分 is n/100 yuan, a rate is n/N. It is never
//     rounded before it is shown.
//  3. A [Decimal] is the number as printed. It comes from [Ratio.Round] or [Ratio.Percent] and keeps its zeros: 95.0.
//  4. A [Published] is a number someone printed elsewhere, with what they claimed of it: exactly, at least, more than.
//     [Published.Matches] tells whether a value bears the claim out; [PossiblePercent] whether any count could, and
//     [LowerBound] what rate it is sure to amount to.
//
// What is not known is absent, not zero: the zero Ratio is absent, prints as "", and matches nothing. What does not
// fit an int64 is absent as well; no operation wraps around.
package stat

// Package civil counts days as offices do: dates without a clock or a zone, the periods that figures speak for,
// the calendar of working days, the limits within which a case must be closed, and the days that come again.
//
//  1. A [Date] is a day. It is a number, so that d+1 is the next day and dates compare with <.
//  2. A [Period] is a run of days with a kind and a key. The same key stands in addresses, CSV, TOML and commands.
//  3. A [Calendar] knows which days are worked. Holidays and make-up workdays (调休) are published by the State
//     Council each autumn for the year to come: they are loaded, never computed.
//  4. A [Limit] counted on a calendar from the day a case came in gives its due day and its yellow day (see
//     [Calendar.Due] and [Calendar.Yellow]); with these [LightOn] gives its light on any day.
//  5. A [Recurrence] is a rule as an office writes it, 每月第一个工作周一; [Calendar.Days] lists its days.
//
// The keys of periods, each with its kind:
//
//	2024                     year
//	2024-Q3                  quarter
//	2024-09                  month
//	2024-W36                 week    Monday to Sunday, ISO 8601
//	2024-01-01_2024-08-31    range   both days included
//	ytd-2024-08              ytd     from 1 January to the end of the month
//	all-2024-08              all     from the first row to the end of the month
//
// A date is the same day in every zone: whoever has a moment converts it to the zone of the site and cuts it
// before it comes here. No function looks at the clock.
package civil

package tieshan

import "github.com/lanewall/lanewall/examples/synth/kit"

const (
	period     = "2019-01-01_2019-09-01"
	sinceMarch = "2019-03-01_2019-09-01"
	source     = "公开报道（2019-09-03）"
	noPeriod   = "原文未注明期间；示例按所注期间合成"
	soFar      = "原文称“截至目前”"
	noN        = "原文没有给出分子、分母：n/N [x]；口径未说明"
	noScope    = "原文没有说明口径"
)

// stated writes the figures the report gives without anything to count.
func stated() kit.File {
	rows := []kit.Stated{
		{Indicator: "provincial-share", Period: "2019-01-01_2019-06-30", Value: "100%", Qualifier: "=", Note: noN},
		{Indicator: "municipal-share", Period: "2019-01-01_2019-08-31", Value: "100%", Qualifier: "=", Note: noN},
		{Indicator: "pledges-first", Value: "240", Qualifier: "=", Note: noScope + "；" + noPeriod},
		{Indicator: "pledges-second", Value: "240", Qualifier: "=", Note: noScope + "；" + noPeriod},
		{Indicator: "stated-five", Value: "5", Qualifier: "=", Note: noScope + "；" + noPeriod},
		{Indicator: "year-on-year-fall", Value: "1/3", Qualifier: "‹~", Note: "与上年同期比；原文没有给出两年的数；" + noPeriod},
		{Indicator: "stated-zero", Value: "0", Qualifier: "=", Note: "真实的零，不是缺报；" + noPeriod},
	}
	for i := range rows {
		f := &rows[i]
		f.ID, f.Unit, f.Source = "s-"+f.Indicator, root, source
		if f.Period == "" {
			f.Period = period
		}
	}
	return site.Stated("data/stated/stated.toml", rows)
}

// published writes every figure of the report, to be held against what the ledgers come to. The words of the
// report are not quoted.
func published() kit.File {
	rows := []kit.Published{
		{ID: "t1-found", Title: "查出隐患", Indicator: "hazards-found", Value: "394", Parts: []string{"t1-rectified", "t1-open"}},
		{ID: "t1-rectified", Title: "整改隐患", Indicator: "hazards-rectified", Value: "353", Per: "t1-found"},
		{ID: "t1-open", Title: "整改中隐患", Indicator: "hazards-open", Value: "41", Per: "t1-found"},
		{ID: "t2-found", Title: "四个专项", Indicator: "campaigns", Period: sinceMarch, Value: "82", Parts: []string{"t2-housing", "t2-machinery", "t2-sand", "t2-wells"}},
		{ID: "t2-housing", Title: "房屋建设", Indicator: "campaigns-housing", Period: sinceMarch, Value: "23"},
		{ID: "t2-machinery", Title: "机械施工", Indicator: "campaigns-machinery", Period: sinceMarch, Value: "40"},
		{ID: "t2-sand", Title: "挖砂动土", Indicator: "campaigns-sand", Period: sinceMarch, Value: "11"},
		{ID: "t2-wells", Title: "打井", Indicator: "campaigns-wells", Period: sinceMarch, Value: "8"},
		{ID: "t2-closed", Title: "四个专项销号", Indicator: "campaigns-closed", Period: sinceMarch, Value: "60", Per: "t2-found"},
		{ID: "t2-open", Title: "四个专项未销号", Indicator: "campaigns-open", Period: sinceMarch, Value: "22", Per: "t2-found"},
		{ID: "t3-promised", Title: "为民实事", Indicator: "works", Value: "126", Note: soFar},
		{ID: "t3-completed", Title: "办结实事", Indicator: "works-completed", Value: "61", Per: "t3-promised", Note: soFar},
		{ID: "t3-meetings", Title: "实事推进会", Indicator: "works-meetings", Value: "3", Note: soFar},
		{ID: "t4-resolved", Title: "化解矛盾纠纷", Indicator: "disputes-resolved", Value: "72", Note: "原文没有给出受理总数，不算比例"},
		{ID: "t5-provincial", Title: "省级事项（6月）", Indicator: "provincial-share", Period: "2019-01-01_2019-06-30", Value: "100%", Note: noN},
		{ID: "t5-municipal", Title: "市级事项（8月）", Indicator: "municipal-share", Period: "2019-01-01_2019-08-31", Value: "100%", Note: noN},
		{ID: "t6-inspections", Title: "企业安全检查", Indicator: "inspections", Value: "265", Note: noPeriod},
		{ID: "t6-problems", Title: "检查发现问题", Indicator: "problems", Value: "623", Note: noPeriod},
		{ID: "t6-rectified", Title: "问题整改率", Indicator: "problems-rectified", Value: "100%", Per: "t6-problems", Note: noPeriod},
		{ID: "t7-first", Title: "承诺（其一）", Indicator: "pledges-first", Value: "240", Note: noScope + "；" + noPeriod},
		{ID: "t7-second", Title: "承诺（其二）", Indicator: "pledges-second", Value: "240", Note: noScope + "；" + noPeriod},
		{ID: "t8-five", Title: "与承诺并列的一项", Indicator: "stated-five", Value: "5", Note: noScope + "；" + noPeriod},
		{ID: "t9-fall", Title: "同比下降", Indicator: "year-on-year-fall", Value: "1/3", Qualifier: "‹~", Note: noPeriod},
		{ID: "t10-zero", Title: "零发生", Indicator: "stated-zero", Value: "0", Note: noPeriod},
	}
	for i := range rows {
		p := &rows[i]
		p.Unit = root
		if p.Qualifier == "" {
			p.Qualifier = "="
		}
		if p.Period == "" {
			p.Period = period
		}
	}
	return site.Published(rows)
}

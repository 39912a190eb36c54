// What of ECharts goes to readers: bars and lines, and what they need. All of it is bound to the global echarts.
import { use } from 'echarts/core'
import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendPlainComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, LineChart, AriaComponent, GridComponent, LegendPlainComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

export { init, getInstanceByDom } from 'echarts/core'

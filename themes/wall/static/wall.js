/* wall: what pages gain where scripts run. Every page reads the same without.

   What only a script can do stands in the page as .tools, hidden; each part below shows the tools that it serves:

     chart    an interactive chart in the place of the drawing; the drawing and its numbers as files
     tables   sort by a column; find rows of a long table
     choice   menus of all areas and periods
     copy     the citation and the address of the page
     size     the size of text, kept from page to page

   ES2017, a classic script: Chrome 70, iOS 12, opened from a folder too. Nothing is fetched but scripts of the site, and
   no style is written into the page but through the DOM, which the content security policy allows. */
(() => {
  'use strict'

  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector))
  const show = element => { element.hidden = false }

  /* The preview of lanewall puts a new draft into an open page: undo makes the page as it was built, redo adds all this
     again. Elements that stayed have their listeners already. */
  const heard = new WeakSet()
  const first = element => !heard.has(element) && Boolean(heard.add(element))

  /* A script of the site, loaded once; file:// allows no other way to get at data. */
  const loads = {}
  const load = address => loads[address] = loads[address] || new Promise((done, failed) => {
    const script = document.createElement('script')
    script.src = address
    script.dataset.loaded = ''
    script.onload = done
    script.onerror = () => { delete loads[address]; failed(new Error(address)) }
    document.head.appendChild(script)
  })

  /* ---- chart */

  const tone = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()

  /* The option of the page with what depends on the reader: colours by day and night, the size of text, the width. */
  const dressed = (figure, width) => {
    const option = JSON.parse(figure.querySelector('script').textContent)
    const style = getComputedStyle(figure.querySelector('summary'))
    const size = Math.max(12, Math.min(parseFloat(style.fontSize), width / 20))
    const ink = tone('ink'), quiet = tone('quiet'), rule = tone('rule'), paper = tone('paper')
    const text = { color: ink, fontFamily: style.fontFamily, fontSize: size }
    const flat = option.xAxis[0].type === 'category'
    const single = option.series.length === 1
    const unit = (flat ? option.yAxis : option.xAxis)[0].name || ''
    const number = value => value === '-' ? '–' : Number(value).toLocaleString('en')
    option.textStyle = text
    option.color = [1, 2, 3, 4].map(n => tone('series-' + n))
    option.grid = { left: 0, right: flat ? 8 : size * 3, bottom: 0, top: (single ? 0 : size * 2.2) + (flat ? size * 2.2 : 0), outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' }
    option.legend = { show: !single, left: 0, top: 0, itemGap: size, icon: 'rect', itemWidth: size, itemHeight: size, textStyle: text, inactiveColor: quiet }
    option.tooltip = Object.assign(option.tooltip, {
      axisPointer: { type: option.series[0].type === 'bar' ? 'shadow' : 'line' }, confine: true,
      backgroundColor: paper, borderColor: tone('edge'), borderWidth: 1, textStyle: text,
      shadowBlur: 0, shadowColor: 'transparent', valueFormatter: value => number(value) + (value === '-' ? '' : unit),
    })
    for (const axis of option.xAxis.concat(option.yAxis)) {
      const names = axis.type === 'category'
      axis.axisLabel = { color: names ? ink : quiet, fontSize: size, hideOverlap: true }
      axis.axisLine = { show: names, lineStyle: { color: ink }, onZero: true }
      axis.axisTick = { show: false }
      axis.splitLine = { show: !names, lineStyle: { color: rule } }
      axis.nameTextStyle = { color: quiet, fontSize: size, align: 'left' }
      if (names && !flat) Object.assign(axis.axisLabel, { width: width * .34, overflow: 'break' })
      if (!names && !flat) axis.name = '' // the tip says it; there is no room at the end of the axis
    }
    for (const series of option.series) {
      const crowded = series.data.length * option.series.length * size * 2 > width
      if (series.type === 'bar') Object.assign(series, { barMaxWidth: size * 3.2, label: { show: !series.stack && (!flat || !crowded), position: flat ? 'top' : 'right', color: ink, fontSize: size, formatter: mark => number(mark.value) } })
      else Object.assign(series, { symbolSize: 7, lineStyle: { width: 2.5 } })
      if (series.markLine) Object.assign(series.markLine.label, { color: ink, fontSize: size }), series.markLine.lineStyle.color = ink, series.markLine.silent = true
    }
    return option
  }

  const live = new Map() // the chart that ECharts has drawn, by its figure
  const redraw = figure => {
    const width = figure.clientWidth
    live.get(figure).resize()
    live.get(figure).setOption(dressed(figure, width), true)
  }

  const interact = async (figure, button) => {
    const words = button.textContent
    if (live.has(figure)) return
    button.disabled = true
    try {
      await load(button.dataset.chart)
    } catch (e) {
      button.parentNode.textContent = button.dataset.failed
      return
    }
    const drawing = figure.querySelector('svg.drawing'), stage = document.createElement('div')
    stage.className = 'live'
    stage.style.height = Math.max(220, drawing.getBoundingClientRect().height) + 'px'
    figure.insertBefore(stage, drawing.nextSibling)
    figure.classList.add('is-live')
    live.set(figure, window.echarts.init(stage, null, { renderer: 'svg' }))
    redraw(figure)
    button.disabled = false
    button.textContent = button.dataset.back
    button.dataset.back = words
    button.focus()
  }

  const back = figure => {
    const button = figure.querySelector('[data-chart]'), words = button.textContent
    live.get(figure).dispose()
    live.delete(figure)
    figure.querySelector('.live').remove()
    figure.classList.remove('is-live')
    button.textContent = button.dataset.back
    button.dataset.back = words
  }

  /* A file that opens anywhere: the drawing has the colours of white paper in its attributes, and without its classes no
     style of a page. Title and source stand in it, wrapped as many characters to the line as there is room for. */
  const svg = figure => {
    const drawing = figure.querySelector('svg.drawing').cloneNode(true)
    const view = drawing.getAttribute('viewBox').split(' ').map(Number), width = view[2], height = view[3]
    const title = figure.querySelector('figcaption').firstChild.textContent.trim()
    const scope = figure.querySelector('figcaption small').textContent.trim()
    const address = location.protocol === 'file:' ? '' : location.href.split('#')[0]
    const issuer = Array.from(document.querySelector('.masthead .name').childNodes).map(node => node.textContent.trim())
    const note = document.querySelector('.sitenote') // that a site is an example travels with its pictures
    const wrap = (words, size) => words.match(/[^\s\u{300}-\u{10ffff}]+\s*|\s+|[\u{300}-\u{10ffff}]/gu).reduce((lines, part) => {
      const wide = text => Array.from(text).reduce((sum, c) => sum + (c < '\u0300' ? .56 : 1), 0) * size
      const last = lines[lines.length - 1]
      if (last && wide(last + part) > width) lines.push(part.trim())
      else lines[lines.length - 1] = last + part
      return lines
    }, [''])
    const text = (lines, size, y, weight, colour) => lines.map((line, i) => {
      const t = document.createElementNS('http://www.w3.org/2000/svg', 'text')
      const set = { x: 0, y: y + i * size * 1.35, 'font-size': size, 'font-weight': weight, fill: colour }
      for (const key of Object.keys(set)) t.setAttribute(key, set[key])
      t.textContent = line
      return t
    })
    const head = wrap(title, 17)
    const foot = [scope, issuer.concat(address).filter(Boolean).join(' · '), note ? note.textContent.trim() : ''].filter(Boolean)
      .reduce((lines, words) => lines.concat(wrap(words, 12)), [])
    const above = head.length * 23 + 14, below = foot.length * 16.2 + 14
    const marks = text(head, 17, 17 - above, 700, '#1d1c1a').concat(text(foot, 12, height + 20, 400, '#5c5a55'))
    const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
    const box = { x: -16, y: -above - 16, width: width + 32, height: height + above + below + 32 }
    for (const key of Object.keys(box)) ground.setAttribute(key, box[key])
    ground.setAttribute('fill', '#ffffff')
    drawing.insertBefore(ground, Array.from(drawing.children).find(child => !/^(title|desc|defs)$/.test(child.tagName)))
    marks.forEach(mark => drawing.appendChild(mark))
    for (const element of [drawing].concat(all('[class]', drawing))) element.removeAttribute('class')
    drawing.setAttribute('viewBox', [box.x, box.y, box.width, box.height].join(' '))
    drawing.setAttribute('width', box.width * 2)
    drawing.setAttribute('height', box.height * 2)
    return new XMLSerializer().serializeToString(drawing)
  }

  /* As printed but for commas between thousands, which no program reads; quoted where it has to be. */
  const csv = figure => '\ufeff' + all('table tr', figure).map(row => Array.from(row.cells).map(cell => {
    let text = cell.textContent.trim()
    if (/^-?\d{1,3}(,\d{3})+(\.\d+)?(?!\d)/.test(text)) text = text.replace(/,(?=\d{3})/g, '')
    else if (/^[=+@\t]|^-(?!\d)/.test(text)) text = "'" + text // a spreadsheet would run it
    return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text
  }).join(',') + '\r\n').join('')

  const charts = () => {
    for (const figure of all('figure.chart')) {
      all('.tools', figure).forEach(show)
      const button = figure.querySelector('[data-chart]')
      if (button && first(button)) {
        button.addEventListener('click', () => live.has(figure) ? back(figure) : interact(figure, button))
        figure.addEventListener('keydown', event => {
          if (event.key !== 'Escape' || !live.has(figure)) return
          back(figure)
          button.focus()
        })
      }
      for (const link of all('[data-save]', figure).filter(first)) {
        link.addEventListener('click', () => { // the file is made when it is asked for
          const make = link.dataset.save === 'svg' ? svg : csv
          link.href = (link.dataset.save === 'svg' ? 'data:image/svg+xml' : 'data:text/csv') + ';charset=utf-8,' + encodeURIComponent(make(figure))
          link.download = figure.querySelector('figcaption').firstChild.textContent.trim().replace(/[\\/:*?"<>|\s]+/g, '-') + '.' + link.dataset.save
        })
      }
    }
  }

  const redrawn = () => {
    const again = () => live.forEach((chart, figure) => redraw(figure))
    let wait
    window.addEventListener('resize', () => { clearTimeout(wait); wait = setTimeout(again, 100) })
    window.matchMedia('(prefers-color-scheme: dark)').addListener(again)
    all('input.size').forEach(input => input.addEventListener('change', again))
  }

  /* ---- tables */

  const collator = window.Intl && Intl.Collator ? new Intl.Collator(document.documentElement.lang || 'zh', { numeric: true }) : { compare: (a, b) => a.localeCompare(b) }

  /* What a cell is sorted by: its number, its date, the urgency of its light, or its words. */
  const sortKey = cell => {
    if (!cell) return ''
    const light = cell.querySelector('.light')
    if (light) return ['light-ok', 'light-half', 'light-late'].findIndex(name => light.classList.contains(name))
    const day = cell.querySelector('time') // the words may leave out the year
    if (day) return day.getAttribute('datetime')
    const text = cell.textContent.trim()
    const number = /[-−]?\d[\d,]*(\.\d+)?/.exec(text)
    if (cell.classList.contains('num')) return number ? Number(number[0].replace(/,/g, '').replace('−', '-')) : ''
    return text
  }
  const compare = (a, b) => typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))

  /* The rows that make up the table; a total at its head or foot stays there. */
  const sort = (table, column, way) => {
    const body = table.tBodies[0]
    const rows = table.order = table.order || Array.from(body.rows)
    const total = row => row.classList.contains('total')
    let first = 0, last = rows.length
    while (first < last && total(rows[first])) first++
    while (last > first && total(rows[last - 1])) last--
    let middle = rows.slice(first, last)
    if (way !== 'none') {
      const keyed = middle.map((row, i) => ({ row, i, key: sortKey(row.cells[column]) }))
      const sign = way === 'ascending' ? 1 : -1
      keyed.sort((a, b) => (a.key === '') - (b.key === '') || sign * compare(a.key, b.key) || a.i - b.i)
      middle = keyed.map(k => k.row)
    }
    rows.slice(0, first).concat(middle, rows.slice(last)).forEach(row => body.appendChild(row))
  }

  /* On a phone the head of a table is out of sight: its buttons are no stops there, but can be heard. */
  const narrow = window.matchMedia('(max-width: 639px)')
  const reach = () => all('.records .sort').forEach(button => { button.tabIndex = narrow.matches ? -1 : 0 })
  narrow.addListener(reach) // Safari 12 has no addEventListener here

  const sortable = table => {
    const heads = Array.from(table.tHead.rows[0].cells)
    heads.forEach((head, column) => {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'sort'
      while (head.firstChild) button.appendChild(head.firstChild)
      head.appendChild(button)
      button.addEventListener('click', () => {
        const was = head.getAttribute('aria-sort')
        const way = !was ? 'ascending' : was === 'ascending' ? 'descending' : 'none'
        heads.forEach(other => other.removeAttribute('aria-sort'))
        if (way !== 'none') head.setAttribute('aria-sort', way)
        sort(table, column, way)
      })
    })
  }

  const folded = text => (text.normalize ? text.normalize('NFKC') : text).toLowerCase()

  const filterable = tools => {
    let table = tools.nextElementSibling
    if (table && table.tagName !== 'TABLE') table = table.querySelector('table')
    if (!table) return
    show(tools)
    const field = tools.querySelector('input'), said = tools.querySelector('[role=status]')
    if (first(field)) field.addEventListener('input', () => {
      const rows = Array.from(table.tBodies[0].rows)
      const words = folded(field.value).split(/\s+/).filter(Boolean)
      let shown = 0
      for (const row of rows) {
        const text = folded(row.textContent)
        row.hidden = !words.every(word => text.includes(word))
        if (!row.hidden) shown++
      }
      said.textContent = words.length ? said.dataset.count.replace('{n}', shown).replace('{m}', rows.length) : ''
    })
  }

  /* Only what is all there can be sorted: the eight newest of a hundred would give another answer than the hundred. */
  const tables = () => {
    const whole = table => table.tHead && table.tBodies[0].rows.length >= 10 && !('part' in table.dataset) && !document.querySelector('main .pages')
    all('main table.records, main .frame table:not(.map)').filter(whole).forEach(sortable)
    reach()
    all('.filter').forEach(filterable)
  }

  /* ---- choice */

  const menuItem = (value, text, chosen) => new Option(text, value, chosen, chosen)

  const choice = form => load(form.dataset.list).then(() => {
    const list = window.lanewall.list, at = form.dataset
    const units = form.elements.unit, periods = form.elements.period
    for (const unit of list.units) units.appendChild(menuItem(unit[0], '\u3000'.repeat(unit[2]) + unit[1], unit[0] === at.unit))
    const fill = wanted => {
      const unit = list.units[units.selectedIndex]
      periods.textContent = ''
      list.boards.forEach((board, n) => {
        if (!(unit[3] & 1 << n)) return
        const group = document.createElement('optgroup')
        group.label = board.title
        for (const period of board.periods) group.appendChild(menuItem(period[0], period[1], period[0] === wanted))
        periods.appendChild(group)
      })
    }
    fill(at.period)
    if (first(form)) units.addEventListener('change', () => form.refill(periods.value))
    form.refill = fill
    form.onsubmit = event => {
      event.preventDefault()
      location.assign(at.root + (units.value === list.root ? 'boards/' : 'units/' + units.value + '/') + periods.value + '/index.html')
    }
    units.parentNode.hidden = list.units.length < 2
    show(form)
  }, () => {})

  /* ---- copy */

  const select = element => {
    const range = document.createRange(), selection = window.getSelection()
    range.selectNodeContents(element)
    selection.removeAllRanges()
    selection.addRange(range)
  }

  /* Old webviews and pages without a certificate copy only what is selected; where even that fails the reader does it. */
  const copy = async (text, element) => {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch (e) {
      select(element)
      return document.execCommand('copy')
    }
  }

  const copies = tools => {
    show(tools)
    const said = tools.querySelector('[role=status]'), citation = tools.previousElementSibling
    for (const button of all('[data-copy]', tools).filter(first)) {
      button.addEventListener('click', async () => {
        let from = citation
        if (button.dataset.copy === 'link') {
          from = said
          said.textContent = location.href.split('#')[0]
        }
        const text = from.textContent
        if (await copy(text, from)) said.textContent = said.dataset.done
        else if (from === citation) said.textContent = said.dataset.failed
      })
    }
  }

  /* ---- size of text */

  const sizes = () => {
    const inputs = all('input.size')
    const kept = (() => { try { return localStorage.getItem('lanewall-size') } catch (e) { return null } })()
    for (const input of inputs) {
      if (input.id === kept) input.checked = true
      input.addEventListener('change', () => { try { localStorage.setItem('lanewall-size', input.id) } catch (e) { /* not from a folder, then */ } })
    }
  }

  const redo = () => {
    charts()
    tables()
    all('.choice').forEach(choice)
    all('.tools').filter(tools => tools.querySelector('[data-copy]')).forEach(copies)
  }

  const undo = () => {
    Array.from(live.keys()).forEach(back)
    for (const button of all('.sort')) {
      const head = button.parentNode, table = head.closest('table')
      if (table.order) sort(table, 0, 'none')
      delete table.order
      head.removeAttribute('aria-sort')
      while (button.firstChild) head.insertBefore(button.firstChild, button)
      button.remove()
    }
    for (const tools of all('.tools')) {
      tools.hidden = true
      all('select', tools).forEach(select => { select.textContent = '' })
      all('[role=status]', tools).forEach(said => { said.textContent = '' })
      all('[data-save]', tools).forEach(link => { link.href = '#' + link.closest('figure').id; link.removeAttribute('download') })
    }
    all('.filter input').forEach(field => { field.value = '' })
    all('main tr[hidden]').forEach(show)
  }

  window.lanewall = { boards: list => { window.lanewall.list = list }, undo, redo }
  sizes()
  redrawn()
  redo()
})()

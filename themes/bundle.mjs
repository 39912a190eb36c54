// Bundles what pages load from npm into themes/wall/vendor/, with the licences of all that is in it:
//
//	node themes/bundle.mjs     from the top of the repository, as make does
//
// The same packages give the same bytes. The licences are those of the packages whose files esbuild has taken.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const vendor = 'themes/wall/vendor'
const { outputFiles, metafile } = await build({
	entryPoints: ['themes/echarts.mjs'],
	outfile: join(vendor, 'echarts.js'),
	bundle: true, minify: true, metafile: true, write: false,
	format: 'iife', globalName: 'echarts',
	target: ['chrome70', 'ios12'],
	define: { 'process.env.NODE_ENV': '"production"' },
	banner: { js: '/* ECharts, zrender, tslib: licences in NOTICES.txt */' },
	legalComments: 'none', // they stand in NOTICES.txt, whole
})

const named = Object.keys(metafile.inputs).map(file => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)).filter(Boolean)
const packages = [...new Set(named.map(match => match[1]))].sort()
const notices = packages.map(name => {
	const folder = join('node_modules', name)
	const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
	const terms = readdirSync(folder).filter(file => /^(licen[sc]e|notice|copying)(\.(txt|md))?$/i.test(file)).sort()
	if (terms.length === 0) throw new Error(name + ' comes without a licence')
	const texts = terms.map(file => readFileSync(join(folder, file), 'utf8').replace(/\r\n/g, '\n').trim())
	return [`${name} ${version} (${license})`, ...texts].join('\n\n')
})
const head = 'Pages load scripts from these packages, which their authors give under the terms below.'
writeFileSync(join(vendor, 'NOTICES.txt'), [head, ...notices].join('\n\n' + '-'.repeat(80) + '\n\n') + '\n')
for (const file of outputFiles) writeFileSync(file.path, file.contents)

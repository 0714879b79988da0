const PALETTE = {
  light: ['#2456d6', '#d9480f', '#12805c', '#8a3ffc', '#b0157a', '#6b7280', '#0b7fab', '#a16207'],
  dark: ['#7aa2ff', '#ff9460', '#4fd1a1', '#c4a1ff', '#ff86cf', '#a3aab8', '#5cc8ee', '#e8c15a'],
}

function colours(palette: string[]): string {
  return palette.map((colour, index) => `--c${index}:${colour};`).join('')
}

function classes(): string {
  return PALETTE.light
    .map(
      (_, index) =>
        `.c${index}{stroke:var(--c${index})}.b${index}{fill:var(--c${index})}.legend .l${index}{border-color:var(--c${index})}`
    )
    .join('')
}

/** Style of the charts alone, in custom properties that the page sets: `--ink`, `--soft`, `--line`. */
export const CHART_STYLE = `
figure{margin:0;padding:16px 16px 12px;background:var(--raised);border:1px solid var(--line);border-radius:12px}
figcaption{font-weight:600;margin-bottom:8px}
figure svg{display:block;width:100%;height:auto}
figure svg text{fill:var(--soft);font:11px system-ui,sans-serif;font-variant-numeric:tabular-nums}
figure svg path{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
figure svg rect{opacity:.55}
figure svg .whisker{stroke:var(--ink);stroke-width:1.5}
figure svg .grid{stroke:var(--line)}
figure svg line.mark{stroke:var(--missed);stroke-dasharray:2 4}
figure svg text.mark{fill:var(--missed)}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 16px;margin:8px 0 0;padding:0;font-size:13px;color:var(--soft)}
.legend i{display:inline-block;width:18px;margin-right:6px;vertical-align:middle;border-top:3px solid}
.legend i.dashed{border-top-style:dashed}
${classes()}
`

/** Style of a chart in a file of its own, on white. */
export const FILE_STYLE = `
svg{--missed:#c92a2a;${colours(PALETTE.light)}}
text{fill:#66636e;font:11px system-ui,sans-serif}.title{fill:#1c1b1f;font-size:15px;font-weight:600}
path{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.drawing rect{opacity:.55}.whisker{stroke:#1c1b1f;stroke-width:1.5}.grid{stroke:#e4e1dc}
line.mark{stroke:var(--missed);stroke-dasharray:2 4}text.mark{fill:var(--missed)}
${classes()}
`

/** The palette on a dark page. */
export const DARK_PALETTE = `:root{${colours(PALETTE.dark)}}`

/** Style of the report, light or dark as the reader's system is. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fbfaf8;--raised:#fff;--ink:#1c1b1f;--soft:#66636e;--line:#e4e1dc;--held:#12805c;--missed:#c92a2a;${colours(PALETTE.light)}}
@media (prefers-color-scheme:dark){:root{--ground:#101014;--raised:#18181e;--ink:#f2f0ee;--soft:#a09da8;--line:#2c2b33;--held:#4fd1a1;--missed:#ff7b7b;${colours(PALETTE.dark)}}}
*{box-sizing:border-box}
body{margin:0 auto;padding:40px 24px 80px;max-width:1240px;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
h1{font-size:44px;line-height:1.05;letter-spacing:-.03em;margin:6px 0 8px}
h2{font-size:18px;margin:36px 0 10px}
header p{color:var(--soft);margin:0;max-width:70ch}
.verdict{font-weight:600}.verdict.held{color:var(--held)}.verdict.missed{color:var(--missed)}
.headlines{display:grid;grid-template-columns:repeat(auto-fit,minmax(180px,1fr));gap:1px;margin:28px 0;border:1px solid var(--line);border-radius:12px;background:var(--line);overflow:hidden}
.headlines div{background:var(--raised);padding:16px 18px}
.headlines b{display:block;font-size:26px;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.headlines .held b{color:var(--held)}.headlines .missed b{color:var(--missed)}
.headlines span{color:var(--soft);font-size:13px}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(520px,100%),1fr));gap:18px}
.charts{margin-top:28px}.note h2{margin-top:20px}.note p{max-width:76ch;margin:0 0 10px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:7px 14px 7px 0;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:500;font-size:13px}
${CHART_STYLE}`

// ECharts options of the panels that are charts.
import { value, time, tick } from './format.js';
import { series, withGaps, arranged, field, colour } from './series.js';

const PALETTE = ['#73bf69', '#f2cc0c', '#8ab8ff', '#ff780a', '#f2495c', '#5794f2', '#b877d9', '#705da0', '#37872d', '#fade2a'];
const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function frame(view) {
  const text = css('--dim'), line = css('--line');
  return { animation: false, color: PALETTE, backgroundColor: 'transparent',
    textStyle: { color: css('--text') },
    grid: { left: 8, right: 20, top: 10, bottom: 28, containLabel: true },
    legend: { type: 'scroll', bottom: 0, left: 4, itemWidth: 14, itemHeight: 18, icon: 'path://M0 7h14v4h-14z', textStyle: { color: text, lineHeight: 18 }, pageTextStyle: { color: text } },
    tooltip: { confine: true, className: 'tip', backgroundColor: css('--panel'), borderColor: line, textStyle: { color: css('--text'), fontSize: 12 } },
    xAxis: { type: 'time', min: view.from, max: view.to, axisLine: { lineStyle: { color: line } }, splitLine: { show: true, lineStyle: { color: line } },
      axisLabel: { color: text, hideOverlap: true, margin: 12, formatter: ms => tick(ms, view.to - view.from, view.zone) },
      axisPointer: { label: { formatter: p => time(p.value, view.zone) } } } };
}

function y(config, extra) {
  return { type: 'value', min: config.min, max: config.max, axisLabel: { color: css('--dim'), formatter: v => value(v, config.unit) },
    splitLine: { lineStyle: { color: css('--line') } }, ...extra };
}

/** A tooltip of nodes: names come from events, and must not become HTML. */
function tip(title, rows) {
  const node = (name, text, style) => Object.assign(document.createElement(name), { textContent: text, style });
  const box = document.createElement('div');
  box.append(node('div', title, 'margin-bottom:4px'));
  for (const [text, number, dot] of rows) {
    const row = node('div', '', 'display:flex;gap:14px;justify-content:space-between');
    row.append(node('span', text, dot ? `border-left:10px solid ${dot};padding-left:6px` : ''), node('b', number, ''));
    box.append(row);
  }
  return box;
}

const shown = view => view.marks.filter(m => m.end >= view.from && m.start <= view.to);

/** Incidents, and what people know, as areas over the panel. */
function areas(view) {
  return { silent: true, label: { show: false }, data: shown(view).filter(m => m.end > m.start)
    .map(m => [{ xAxis: Math.max(m.start, view.from), itemStyle: { color: m.colour, opacity: 0.16 } }, { xAxis: Math.min(m.end, view.to) }]) };
}

/** What happened at a moment, as lines. */
function moments(view) {
  return { silent: true, symbol: 'none', label: { show: false },
    data: shown(view).filter(m => m.end === m.start).map(m => ({ xAxis: m.start, lineStyle: { color: m.colour, type: 'dashed' } })) };
}

/** A moment is told of by the points beside it. */
const near = (mark, at, view) => mark.end > mark.start ? mark.start <= at && at <= mark.end : Math.abs(at - mark.start) <= (view.to - view.from) / 100;

/** The values at a moment, the greatest first, and the incidents that it is in. */
function moment(points, unit, view) {
  const at = points[0].value[0], there = points.filter(p => p.value[1] !== null);
  return tip(time(at, view.zone), [
    ...there.sort((a, b) => b.value[1] - a.value[1]).map(p => [p.seriesName, value(p.value[1], unit), p.color]),
    ...shown(view).filter(m => near(m, at, view)).map(m => [`${m.title}, ${m.text}`, '', m.colour])]);
}

function timeseries(panel, frames, view) {
  const base = field(panel, '');
  const lines = [...series(frames)].map(([name, points]) => {
    const f = field(panel, name), c = f.custom;
    return { name, type: 'line', data: withGaps(points), showSymbol: false, connectNulls: false,
      stack: c.stacking?.mode === 'normal' ? 'all' : undefined,
      lineStyle: { width: c.lineWidth ?? 1, type: c.lineStyle?.fill === 'dash' ? [6, 4] : 'solid' },
      areaStyle: c.fillOpacity && !c.fillBelowTo ? { opacity: c.fillOpacity / 100 } : undefined,
      color: f.color?.mode === 'fixed' ? colour(f.color.fixedColor) : undefined };
  });
  if (lines.length > 0) Object.assign(lines[0], { markArea: areas(view), markLine: moments(view) });
  const bands = lines.filter(l => field(panel, l.name).custom.fillBelowTo).map(l => band(l, lines, field(panel, l.name).custom)).filter(Boolean);
  return { ...frame(view), yAxis: y(base), series: [...lines, ...bands], legend: { ...frame(view).legend, data: lines.map(l => l.name).filter(name => !field(panel, name).custom.hideFrom?.legend) },
    tooltip: { ...frame(view).tooltip, trigger: 'axis', formatter: points => moment(points, base.unit, view) } };
}

/** The area between a series and the one that it is filled down to. */
function band(upper, lines, custom) {
  const lower = lines.find(l => l.name === custom.fillBelowTo), there = p => p[1] !== null;
  if (!lower) return null;
  const edge = [...upper.data.filter(there), ...lower.data.filter(there).reverse()];
  const draw = (params, api) => ({ type: 'polygon', silent: true, shape: { points: edge.map(p => api.coord(p)) }, style: { fill: upper.color, opacity: custom.fillOpacity / 100 } });
  return { type: 'custom', renderItem: draw, data: edge.slice(0, 1), clip: true, silent: true, tooltip: { show: false }, z: 1 };
}

/** One bar per run of equal states. */
function stateTimeline(panel, frames, view) {
  const rows = [...series(frames)], looks = Object.assign({}, ...panel.fieldConfig.defaults.mappings.map(m => m.options));
  const data = rows.flatMap(([, points], row) => {
    const runs = [], step = points.length > 1 ? Math.min(...points.slice(1).map(([at], i) => at - points[i][0])) : 60000;
    points.forEach(([at, state], i) => {
      const end = i + 1 < points.length ? points[i + 1][0] : at + step;
      const last = runs[runs.length - 1];
      if (last && last.state === state && last.end === at) last.end = end; else runs.push({ at, end, state });
    });
    return runs.map(r => ({ value: [r.at, r.end, row, r.state], itemStyle: { color: colour(looks[r.state]?.color || '#888') } }));
  });
  const draw = (params, api) => {
    const [x0, y0] = api.coord([Math.max(api.value(0), view.from), api.value(2)]);
    const [x1] = api.coord([Math.min(api.value(1), view.to), api.value(2)]);
    const height = api.size([0, 1])[1] * 0.8;
    const width = Math.max(1, x1 - x0), text = looks[api.value(3)]?.text ?? '';
    const bar = { type: 'rect', shape: { x: x0, y: y0 - height / 2, width, height }, style: api.style() };
    if (panel.options.showValue === 'never' || width < 12 * text.length) return bar;
    return { type: 'group', children: [bar, { type: 'text', silent: true, style: { text, x: x0 + width / 2, y: y0, align: 'center', verticalAlign: 'middle', fill: '#fff', fontSize: 12 } }] };
  };
  return { ...frame(view), legend: undefined, grid: { ...frame(view).grid, bottom: 6 }, yAxis: { type: 'category', data: rows.map(([name]) => name), inverse: true, axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: css('--text') } },
    tooltip: { ...frame(view).tooltip, formatter: p => tip(`${time(p.value[0], view.zone)} to ${time(p.value[1], view.zone)}`, [[rows[p.value[2]][0], looks[p.value[3]]?.text ?? p.value[3], p.color]]) },
    series: [{ type: 'custom', renderItem: draw, encode: { x: [0, 1], y: 2 }, data }] };
}

function heatmap(panel, frames, view) {
  const rows = [...series(frames)], times = [...new Set(rows.flatMap(([, p]) => p.map(([at]) => at)))].sort((a, b) => a - b);
  const column = new Map(times.map((at, i) => [at, i])), base = frame(view), limits = panel.options.color;
  const unit = panel.fieldConfig.defaults.unit;
  return { ...base, legend: undefined, grid: { ...base.grid, right: 90 },
    xAxis: { type: 'category', data: times, axisLabel: { color: css('--dim'), formatter: ms => tick(Number(ms), view.to - view.from, view.zone) } },
    yAxis: { type: 'category', data: rows.map(([name]) => name), inverse: true, axisLabel: { color: css('--dim') } },
    visualMap: { min: limits.min ?? 0, max: limits.max ?? 1, calculable: false, hoverLink: false, itemWidth: 12, right: 4, top: 'middle', textStyle: { color: css('--dim') },
      formatter: v => value(v, unit), inRange: { color: ['rgba(128,128,128,0.08)', '#ff9830', '#e02f44', '#7a0016'] } },
    tooltip: { ...base.tooltip, formatter: p => tip(p.name ? time(Number(p.name), view.zone) : '', [[rows[p.value[1]][0], value(p.value[2], unit), p.color]]) },
    series: [{ type: 'heatmap', progressive: 0, data: rows.flatMap(([, points], r) => points.map(([at, v]) => [column.get(at), r, v])) }] };
}

function bars(panel, frames, view) {
  const table = arranged(panel, frames[0]);
  const gauge = panel.type === 'bargauge', base = frame(view), unit = panel.fieldConfig.defaults.unit;
  const names = { type: 'category', data: table.rows.map(r => r[0]), inverse: gauge, axisLabel: { color: css('--dim') }, axisTick: { show: false } };
  const amounts = { ...y(field(panel, '')), axisLabel: gauge ? { show: false } : { color: css('--dim'), formatter: v => value(v, unit) },
    splitLine: { show: !gauge, lineStyle: { color: css('--line') } } };
  return { ...base, grid: { ...base.grid, right: gauge ? 60 : 14, bottom: gauge ? 6 : 28 }, legend: gauge ? undefined : base.legend, xAxis: gauge ? amounts : names, yAxis: gauge ? names : amounts,
    tooltip: { ...base.tooltip, trigger: 'axis', formatter: items => tip(items[0].name, items.map(p => [p.seriesName, value(p.value, unit), p.color])) },
    series: table.columns.slice(1).map((c, i) => ({ name: c.name, type: 'bar', stack: panel.options.stacking === 'normal' ? 'all' : undefined, barMaxWidth: 40, data: table.rows.map(r => r[i + 1]), color: gauge ? '#5794f2' : colour(field(panel, c.name).color?.fixedColor),
      label: { show: gauge, position: 'right', color: css('--text'), formatter: p => value(p.value, unit) } })) };
}

const KINDS = { timeseries, 'state-timeline': stateTimeline, heatmap, barchart: bars, bargauge: bars };

/** The options of a chart, or undefined if the panel is none. */
export const options = (panel, frames, view) => KINDS[panel.type]?.(panel, frames, view);

// ECharts options of the panels that are charts.
import { value, time, tick } from './format.js';
import { series, withGaps, arranged, field, colour, look } from './series.js';

const PALETTE = ['#73bf69', '#f2cc0c', '#8ab8ff', '#ff780a', '#f2495c', '#5794f2', '#b877d9', '#705da0', '#37872d', '#fade2a'];
const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function frame(view) {
  const text = css('--dim'), line = css('--line');
  return { animation: false, color: PALETTE, backgroundColor: 'transparent',
    textStyle: { color: css('--text'), fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 8, right: 20, top: 10, bottom: 28, containLabel: true },
    legend: { type: 'scroll', bottom: 0, left: 4, itemWidth: 14, itemHeight: 18, icon: 'path://M0 7h14v4h-14z', textStyle: { color: text, lineHeight: 18 }, pageTextStyle: { color: text } },
    tooltip: { confine: true, className: 'tip', backgroundColor: css('--tip'), borderColor: line, padding: 8, textStyle: { color: css('--text'), fontSize: 12 } },
    xAxis: { type: 'time', min: view.from, max: view.to, axisLine: { lineStyle: { color: line } }, splitLine: { show: true, lineStyle: { color: css('--grid') } },
      axisLabel: { color: text, hideOverlap: true, margin: 12, formatter: ms => tick(ms, view.to - view.from, view.zone) },
      axisPointer: { label: { formatter: p => time(p.value, view.zone) } } } };
}

function y(config, extra) {
  const scale = config.custom.scaleDistribution;
  return { type: scale?.type === 'log' ? 'log' : 'value', logBase: scale?.log, min: config.min, max: config.max, boundaryGap: config.max === undefined ? [0, '5%'] : undefined, axisLabel: { color: css('--dim'), formatter: v => value(v, config.unit) },
    splitLine: { lineStyle: { color: css('--grid') } }, ...extra };
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

/** Marks as areas; those of one colour that overlap are one, or they would hide what is below. */
function areas(view) {
  const merged = [];
  for (const m of shown(view).filter(m => m.end > m.start).sort((a, b) => a.start - b.start)) {
    const last = merged.findLast(other => other.colour === m.colour);
    if (last && m.start <= last.end) last.end = Math.max(last.end, m.end); else merged.push({ ...m });
  }
  return merged.map(m => ({ ...m, start: Math.max(m.start, view.from), end: Math.min(m.end, view.to) }));
}

/** Marks over a series: areas, and dashed lines where they begin and end inside the range, and at what happened at a moment. */
function marks(view) {
  const all = areas(view), moments = shown(view).filter(m => m.end === m.start);
  const edges = [...all, ...moments].flatMap(m => [m.start, m.end].filter(at => at > view.from && at < view.to).map(at => [at, m.colour]));
  return { markArea: { silent: true, label: { show: false }, data: all.map(m => [{ xAxis: m.start, itemStyle: { color: m.colour, opacity: 0.13 } }, { xAxis: m.end }]) },
    markLine: { silent: true, symbol: 'none', label: { show: false }, data: edges.map(([at, color]) => ({ xAxis: at, lineStyle: { color, type: 'dashed', width: 1, opacity: 0.6 } })) } };
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

/** Bars that are stacked need a value at each time, or they stand on the wrong ones. */
function whole(points, times) {
  const there = new Map(points);
  return times.map(at => [at, there.get(at) ?? 0]);
}

const CLOCK_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400];

/** An axis of durations above a minute has ticks at whole minutes and hours. */
function clockwise(config, top) {
  const second = { ms: 1000, s: 1, dtdurations: 1 }[config.unit];
  if (!second || config.custom.scaleDistribution?.type === 'log' || !(top > 60 * second)) return {};
  const step = second * (CLOCK_STEPS.find(s => s * second * 6 >= top) ?? 86400);
  return { interval: step, max: step * Math.ceil(top / step) };
}

function timeseries(panel, frames, view) {
  const base = field(panel, '');
  const named = [...series(frames)], times = [...new Set(named.flatMap(([, points]) => points.map(([at]) => at)))].sort((a, b) => a - b);
  const lines = named.map(([name, points]) => {
    const f = field(panel, name), c = f.custom;
    const stack = c.stacking?.mode === 'normal' ? 'all' : undefined;
    if (c.drawStyle === 'bars') return { name, type: 'bar', stack, barWidth: '90%', data: whole(points, times) };
    return { name, type: 'line', data: withGaps(points), showSymbol: false, connectNulls: false, stack,
      lineStyle: { width: c.lineWidth ?? 1, type: c.lineStyle?.fill === 'dash' ? c.lineStyle.dash : 'solid' },
      areaStyle: c.fillOpacity && !c.fillBelowTo ? { opacity: c.fillOpacity / 100 } : undefined,
      color: f.color?.mode === 'fixed' ? colour(f.color.fixedColor) : undefined };
  });
  if (lines.length > 0) Object.assign(lines[0], marks(view));
  const bands = lines.filter(l => field(panel, l.name).custom.fillBelowTo).map(l => band(l, lines, field(panel, l.name).custom)).filter(Boolean);
  const top = Math.max(...named.flatMap(([, points]) => points.map(p => p[1])));
  return { ...frame(view), yAxis: y(base, clockwise(base, top)), series: [...lines, ...bands], legend: { ...frame(view).legend, data: lines.map(l => l.name).filter(name => !field(panel, name).custom.hideFrom?.legend) },
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

/** The least time between two points of any series. */
const stepOf = rows => Math.min(60000 * 60 * 24, ...rows.flatMap(([, points]) => points.slice(1).map(([at], i) => at - points[i][0])).filter(step => step > 0));

/** From one moment to another in a row of its own; null if it is not in sight. */
function cell(api, view, from, to, row, share) {
  const [x0, y0] = api.coord([Math.max(from, view.from), row]), [x1] = api.coord([Math.min(to, view.to), row]);
  const height = api.size([0, 1])[1] * share;
  return x1 > x0 ? { x: x0, y: y0 - height / 2, width: Math.max(1, x1 - x0), height } : null;
}

/** One bar per run of equal states, one series per state. */
function stateTimeline(panel, frames, view) {
  const rows = [...series(frames)], step = stepOf(rows), states = new Map(), base = frame(view);
  rows.forEach(([, points], row) => {
    let last = null;
    points.forEach(([at, state], i) => {
      const end = i + 1 < points.length ? points[i + 1][0] : at + step;
      if (last && last[3] === state && last[1] === at) { last[1] = end; return; }
      last = [at, end, row, state];
      if (!states.has(state)) states.set(state, []);
      states.get(state).push(last);
    });
  });
  const draw = text => (params, api) => {
    const shape = cell(api, view, api.value(0), api.value(1), api.value(2), panel.options.rowHeight);
    if (!shape) return undefined;
    const bar = { type: 'rect', shape, style: api.style() };
    if (panel.options.showValue === 'never' || shape.width < 12 * text.length || shape.height < 14) return bar;
    return { type: 'group', children: [bar, { type: 'text', silent: true, style: { text, x: shape.x + shape.width / 2, y: shape.y + shape.height / 2, align: 'center', verticalAlign: 'middle', fill: '#fff', fontSize: 12 } }] };
  };
  const name = state => look(panel.fieldConfig.defaults, state)?.text ?? String(state);
  return { ...base, yAxis: { type: 'category', data: rows.map(([row]) => row), inverse: true, axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: css('--text'), interval: 0 } },
    tooltip: { ...base.tooltip, formatter: p => tip(`${time(p.value[0], view.zone)} to ${time(p.value[1], view.zone)}`, [[rows[p.value[2]][0], p.seriesName, p.color]]) },
    series: [...states.keys()].sort().map(state => ({ type: 'custom', name: name(state), color: colour(look(panel.fieldConfig.defaults, state)?.color ?? '#888'),
      progressive: 0, renderItem: draw(name(state)), encode: { x: [0, 1], y: 2 }, data: states.get(state) })) };
}

function heatmap(panel, frames, view) {
  const rows = [...series(frames)], step = stepOf(rows), base = frame(view);
  const limits = { min: 0, max: 1, ...panel.options.color }, unit = panel.fieldConfig.defaults.unit;
  const draw = (params, api) => {
    const shape = cell(api, view, api.value(0), api.value(0) + step, api.value(1), 0.94);
    return shape ? { type: 'rect', shape: { ...shape, width: shape.width + 0.5 }, style: { fill: api.visual('color') } } : undefined;
  };
  return { ...base, legend: undefined, grid: { ...base.grid, right: 76, bottom: 6 },
    yAxis: { type: 'category', data: rows.map(([name]) => name), inverse: true, axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: css('--text'), interval: 0 } },
    visualMap: { min: limits.min, max: limits.max, dimension: 2, calculable: false, hoverLink: false, itemWidth: 10, right: 8, top: 'middle', textStyle: { color: css('--dim') },
      text: [value(limits.max, unit), value(limits.min, unit)], inRange: { color: [css('--heat'), '#ff9830', '#e02f44', '#7a0016'] } },
    tooltip: { ...base.tooltip, formatter: p => tip(time(p.value[0], view.zone), [[rows[p.value[1]][0], value(p.value[2], unit), p.color]]) },
    series: [{ type: 'custom', progressive: 0, renderItem: draw, encode: { x: 0, y: 1 }, data: rows.flatMap(([, points], row) => points.filter(p => p[1] !== null).map(([at, v]) => [at, row, v])) }] };
}

function bars(panel, frames, view) {
  const table = arranged(panel, frames[0]);
  const gauge = panel.type === 'bargauge', base = frame(view), unit = panel.fieldConfig.defaults.unit;
  const names = { type: 'category', data: table.rows.map(r => r[0]), inverse: gauge, axisLabel: { color: css('--dim') }, axisTick: { show: false } };
  const amounts = { ...y(field(panel, '')), axisLabel: gauge ? { show: false } : { color: css('--dim'), formatter: v => value(v, unit) },
    splitLine: { show: !gauge, lineStyle: { color: css('--grid') } } };
  if (gauge) Object.assign(names, { axisLine: { show: false }, axisLabel: { color: css('--text'), interval: 0 } });
  return { ...base, grid: { ...base.grid, right: gauge ? 60 : 14, bottom: gauge ? 6 : 28 }, legend: gauge ? undefined : base.legend, xAxis: gauge ? amounts : names, yAxis: gauge ? names : amounts,
    tooltip: { ...base.tooltip, trigger: 'axis', formatter: items => tip(items[0].name, items.map(p => [p.seriesName, value(p.value, unit), p.color])) },
    series: table.columns.slice(1).map((c, i) => ({ name: c.name, type: 'bar', stack: panel.options.stacking === 'normal' ? 'all' : undefined, barMaxWidth: 40, data: table.rows.map(r => r[i + 1]), color: gauge ? '#5794f2' : colour(field(panel, c.name).color?.fixedColor),
      label: { show: gauge, position: 'right', color: css('--text'), formatter: p => value(p.value, unit) } })) };
}

const KINDS = { timeseries, 'state-timeline': stateTimeline, heatmap, barchart: bars, bargauge: bars };

/** The options of a chart, or undefined if the panel is none. */
export const options = (panel, frames, view) => KINDS[panel.type]?.(panel, frames, view);

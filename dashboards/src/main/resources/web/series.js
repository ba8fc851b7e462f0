// From the rows of an answer to named series, as Grafana names them.

/** Series of a time_series answer: one per value column and text label, those of a frame by name. */
export function series(frames) {
  const all = new Map();
  for (const frame of frames) {
    const own = new Map();
    const at = frame.columns.findIndex(c => c.type === 'time');
    const labels = frame.columns.map((c, i) => [c, i]).filter(([c, i]) => i !== at && c.name === 'metric');
    const values = frame.columns.map((c, i) => [c, i]).filter(([c, i]) => i !== at && c.name !== 'metric');
    for (const row of frame.rows) {
      const label = labels.map(([, i]) => row[i]).join(' ');
      for (const [column, i] of values) {
        const name = label ? (values.length > 1 ? `${column.name} ${label}` : label) : column.name;
        if (!own.has(name)) own.set(name, []);
        own.get(name).push([row[at], row[i]]);
      }
    }
    for (const name of [...own.keys()].sort()) all.set(name, [...(all.get(name) ?? []), ...own.get(name)]);
  }
  return all;
}

/** Where points are missing for longer than two steps the line has a gap. */
export function withGaps(points) {
  let step = Infinity;
  for (let i = 1; i < points.length; i++) step = Math.min(step, points[i][0] - points[i - 1][0] || Infinity);
  const result = [];
  points.forEach((p, i) => {
    if (i > 0 && p[0] - points[i - 1][0] > 2 * step) result.push([points[i - 1][0] + step, null]);
    result.push(p);
  });
  return result;
}

/** Grafana's transformation "Grouping to matrix", the only one that the boards use. */
export function matrix(frame, { columnField, rowField, valueField }) {
  const at = name => frame.columns.findIndex(c => c.name === name);
  const [c, r, v] = [at(columnField), at(rowField), at(valueField)];
  const columns = [...new Set(frame.rows.map(row => row[c]))];
  const rows = [...new Set(frame.rows.map(row => row[r]))];
  const cells = new Map(frame.rows.map(row => [JSON.stringify([row[r], row[c]]), row[v]]));
  return { ...frame,
    columns: [{ name: `${rowField}\\${columnField}`, type: 'string' }, ...columns.map(name => ({ name, type: 'number' }))],
    rows: rows.map(row => [row, ...columns.map(column => cells.get(JSON.stringify([row, column])) ?? null)]) };
}

/** A table as its panel wants it. */
export function arranged(panel, frame) {
  const change = (panel.transformations || []).find(t => t.id === 'groupingToMatrix');
  return change ? matrix(frame, change.options) : frame;
}

const matches = (matcher, name) => matcher.id === 'byName' ? matcher.options === name
  : matcher.id === 'byRegexp' && new RegExp(matcher.options.replace(/^\/|\/$/g, '')).test(name);

/** What the overrides of a panel say about a field, over its defaults. */
export function field(panel, name) {
  const config = { ...panel.fieldConfig.defaults, custom: { ...panel.fieldConfig.defaults.custom } };
  for (const { matcher, properties } of panel.fieldConfig.overrides) {
    if (!matches(matcher, name)) continue;
    for (const { id, value } of properties) {
      if (id.startsWith('custom.')) config.custom[id.slice(7)] = value; else config[id] = value;
    }
  }
  return config;
}

/** What a value mapping of a field says about a value: its text and colour; undefined if nothing. */
export const look = (config, value) => Object.assign({}, ...(config.mappings || []).map(m => m.options))[value];

/** Grafana's names, as its own dark and light themes show them. */
const COLOURS = {
  dark: { green: '#73bf69', yellow: '#fade2a', orange: '#ff9830', red: '#f2495c', blue: '#5794f2', purple: '#b877d9', 'dark-yellow': '#e0b400', gray: '#808080' },
  light: { green: '#56a64b', yellow: '#f2cc0c', orange: '#ff780a', red: '#e02f44', blue: '#3274d9', purple: '#a352cc', 'dark-yellow': '#cc9d00', gray: '#808080' },
};
export const colour = name => COLOURS[document.documentElement.dataset.theme][name] || name;

/** The colour of the highest threshold that a value reaches. */
export function threshold(config, v) {
  const steps = config.thresholds.steps.filter(s => s.value === null || v >= s.value);
  return colour(steps[steps.length - 1].color);
}

// One panel on the page: its frame, its content, inspect and CSV.
import * as echarts from '/webjars/echarts/5.5.0/echarts.esm.min.js';
import { value, csv } from './format.js';
import { arranged, colour, field, look, threshold } from './series.js';
import { options } from './charts.js';

export const GROUP = 'board';

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, v] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), v); else node.setAttribute(name, v);
  }
  node.append(...children);
  return node;
}

/** Markdown as far as the boards use it: bold, italic, links inside the viewer. */
function markdown(text, href) {
  const parts = text.split(/(\*\*[^*]+\*\*|\*[^*]+\*|\[[^\]]+\]\([^)]+\))/);
  return parts.map(part => {
    const link = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part);
    if (link) return element('a', { href: href(link[2]) }, link[1]);
    if (part.startsWith('**')) return element('strong', {}, part.slice(2, -2));
    return part.startsWith('*') ? element('em', {}, part.slice(1, -1)) : part;
  });
}

export class Panel {
  constructor(definition, view) {
    this.definition = definition;
    this.view = view;
    this.answer = null;
    const p = definition, g = p.gridPos;
    this.body = element('div', { class: 'body' });
    const buttons = p.type === 'text' ? [] : [element('button', { title: 'Inspect: SQL and rows (i)', 'aria-label': `Inspect ${p.title}`, onclick: () => this.inspect() }, '⋮')];
    this.node = element('section', { class: 'panel', id: `panel-${p.id}`, tabindex: '0', 'aria-label': p.title },
      element('h2', { title: p.description }, element('span', {}, p.title), ...buttons), this.body);
    this.node.dataset.kind = p.type;
    this.node.style.gridColumn = `${g.x + 1} / span ${g.w}`;
    this.node.style.gridRow = `${g.y + 1} / span ${g.h}`;
    this.node.addEventListener('keydown', e => { if (e.key === 'i' && e.target === this.node) this.inspect(); });
    new ResizeObserver(() => this.chart?.resize()).observe(this.body);
  }

  show(answer) {
    this.answer = answer;
    this.draw();
  }

  draw() {
    const { definition: p, answer, view } = this;
    this.node.dataset.state = 'ready';
    if (p.type === 'text') return this.plain(element('p', {}, ...markdown(p.options.content, view.href)));
    if (!answer) return undefined;
    if (answer.error) {
      this.node.dataset.state = 'error';
      return this.plain(element('div', { class: 'error', role: 'alert' }, answer.error));
    }
    if (p.type === 'stat') return this.plain(this.stat());
    if (answer.frames.every(f => f.rows.length === 0)) {
      this.node.dataset.state = 'empty';
      return this.plain(element('div', { class: 'note' }, p.fieldConfig.defaults.noValue));
    }
    if (p.type === 'table') return this.plain(this.table());
    return this.drawChart(options(p, answer.frames, view));
  }

  plain(node) {
    this.chart?.dispose();
    this.chart = null;
    this.body.replaceChildren(node);
  }

  drawChart(option) {
    if (!this.chart) {
      const box = element('div', { class: 'chart' });
      this.body.replaceChildren(box);
      this.chart = echarts.init(box);
      if (this.definition.type === 'timeseries') {
        this.chart.group = GROUP;
        echarts.connect(GROUP);
        this.zoomable(box);
      }
    }
    const box = this.chart.getDom();
    if (this.chart.getWidth() !== box.clientWidth || this.chart.getHeight() !== box.clientHeight) this.chart.resize();
    this.chart.setOption(option, { notMerge: true });
  }

  /** Dragging over a chart sets the range. */
  zoomable(box) {
    let start = null;
    const at = e => this.chart.convertFromPixel({ xAxisIndex: 0 }, e.clientX - box.getBoundingClientRect().left);
    const area = element('div');
    area.style.cssText = 'position:absolute;top:0;bottom:24px;background:rgba(110,159,255,.25);pointer-events:none;display:none';
    this.body.append(area);
    box.addEventListener('pointerdown', e => { start = { x: e.clientX, time: at(e) }; });
    box.addEventListener('pointermove', e => {
      if (!start) return;
      const left = box.getBoundingClientRect().left;
      area.style.display = 'block';
      area.style.left = Math.min(start.x, e.clientX) - left + 'px';
      area.style.width = Math.abs(e.clientX - start.x) + 'px';
    });
    window.addEventListener('pointerup', e => {
      if (!start) return;
      const [a, b] = [start.time, at(e)].sort((x, y) => x - y), dragged = Math.abs(e.clientX - start.x) > 6;
      start = null;
      area.style.display = 'none';
      if (dragged && b - a >= 5000) this.view.setRange(Math.round(a), Math.round(b));
    });
  }

  stat() {
    const { definition: p, answer, view } = this, frame = answer.frames[0];
    const i = frame.columns.findIndex(c => c.type === 'number'), rows = frame.rows.filter(r => r[i] !== null);
    const v = rows.length ? rows[rows.length - 1][i] : null, config = p.fieldConfig.defaults;
    if (v === null) this.node.dataset.state = 'empty';
    const link = p.links?.[0];
    const kind = v === null ? 'stat plain' : p.options.colorMode === 'background' ? 'stat filled' : p.options.colorMode === 'value' ? 'stat value' : 'stat';
    const box = element(link ? 'a' : 'div', { class: kind, ...(link ? { href: view.href(link.url), title: link.title } : {}) },
      v === null ? config.noValue : value(v, config.unit, view.zone));
    if (v !== null) box.style.setProperty('--colour', threshold(config, v));
    return box;
  }

  table() {
    const { definition: p, view } = this, frame = arranged(p, this.answer.frames[0]);
    const fields = frame.columns.map(c => field(p, c.name));
    const seen = frame.columns.map((c, i) => i).filter(i => !fields[i].custom.hidden);
    const row = r => Object.fromEntries(frame.columns.map((c, i) => [c.name, r[i]]));
    const cell = (r, i) => {
      const text = value(r[i], frame.columns[i].type === 'time' ? 'dateTimeAsIso' : fields[i].unit, view.zone);
      const mapped = look(fields[i], r[i]);
      const link = fields[i].links?.[0], url = link?.url.replace(/\$\{__data\.fields\.(\w+)}/g, (_, n) => encodeURIComponent(row(r)[n]));
      const number = frame.columns[i].type === 'number', shown = fields[i].custom.cellOptions?.type;
      const painted = mapped ? colour(mapped.color) : number && r[i] !== null && threshold(fields[i], r[i]);
      const names = [...(number ? ['number'] : []), ...(painted && painted !== 'transparent' && shown === 'color-background' ? ['filled'] : [])].join(' ');
      const style = !painted ? '' : shown === 'color-background' ? `background:${painted}` : shown === 'color-text' ? `color:${painted}` : '';
      return element('td', { ...(names ? { class: names } : {}), ...(style ? { style } : {}) }, link ? element('a', { href: view.href(url), title: link.title }, text) : text);
    };
    return element('table', {}, element('thead', {}, element('tr', {}, ...seen.map(i => element('th', { scope: 'col', ...(frame.columns[i].type === 'number' ? { class: 'number' } : {}) }, frame.columns[i].name)))),
      element('tbody', {}, ...frame.rows.map(r => element('tr', {}, ...seen.map(i => cell(r, i))))));
  }

  inspect() {
    const dialog = document.getElementById('inspect'), p = this.definition, frames = this.answer?.frames || [];
    const close = element('button', { onclick: () => dialog.close() }, 'Close');
    const parts = frames.flatMap(f => [
      element('p', {}, `Query ${f.refId}: ${f.rows.length} rows, ${f.millis} ms `, element('button', { onclick: () => download(`${p.title} ${f.refId}.csv`, f) }, 'CSV')),
      element('pre', {}, f.sql),
      element('table', {}, element('tr', {}, ...f.columns.map(c => element('th', {}, c.name))),
        ...f.rows.slice(0, 100).map(r => element('tr', {}, ...r.map((v, i) => element('td', {}, value(v, f.columns[i].type === 'time' ? 'dateTimeAsIso' : 'none', this.view.zone)))))) ]);
    dialog.replaceChildren(element('h2', {}, p.title), close, element('p', {}, p.description),
      ...(this.answer?.error ? [element('div', { class: 'error' }, this.answer.error)] : []), ...parts);
    dialog.showModal();
  }
}

function download(name, frame) {
  const cell = (v, c) => csv(c.type === 'time' && v !== null ? new Date(v).toISOString() : v);
  const lines = [frame.columns.map(c => csv(c.name)), ...frame.rows.map(r => r.map((v, i) => cell(v, frame.columns[i])))];
  const url = URL.createObjectURL(new Blob([lines.map(l => l.join(',')).join('\r\n') + '\r\n'], { type: 'text/csv' }));
  element('a', { href: url, download: name.replace(/[^\w. -]/g, '') }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

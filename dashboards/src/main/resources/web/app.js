// The page: which board, which range, which values; the address says all of it.
import { parse, time } from './format.js';
import { Panel, element } from './panel.js';
import { colour } from './series.js';

const QUICK = [['now-5m', 'Last 5 minutes'], ['now-15m', 'Last 15 minutes'], ['now-1h', 'Last hour'], ['now-3h', 'Last 3 hours'],
  ['now-6h', 'Last 6 hours'], ['now-12h', 'Last 12 hours'], ['now-24h', 'Last 24 hours'], ['now-2d', 'Last 2 days'], ['now-7d', 'Last 7 days'], ['now-30d', 'Last 30 days']];
const REFRESH = [['', 'off'], ['5s', '5s'], ['10s', '10s'], ['30s', '30s'], ['1m', '1m'], ['5m', '5m']];
const $ = id => document.getElementById(id);
const state = new URLSearchParams(location.search);
let board, panels = [], view, timer, loading = 0;

async function get(path) {
  const response = await fetch(path), body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || body.title || `${response.status} of ${path}`);
  return body;
}

function select(node, choices, chosen) {
  node.replaceChildren(...choices.map(([v, text]) => element('option', { value: v }, text)));
  node.value = chosen;
}

/** The address of a link on a board, with what the viewer keeps. */
function href(url) {
  const [path, query = ''] = url.split('?'), target = new URLSearchParams(query), kept = new URLSearchParams();
  for (const [k, v] of state) if (k !== 'viewPanel') kept.append(k, v);
  for (const k of [...target.keys()]) {
    if (k.startsWith('${')) continue;
    kept.delete(k);
    for (const v of target.getAll(k)) kept.append(k, v);
  }
  return `${path}?${kept}`;
}

function setRange(from, to) {
  state.set('from', from);
  state.set('to', to);
  changed();
}

function changed() {
  history.pushState(null, '', `${location.pathname}?${state}`);
  load().catch(failed);
}

function failed(e) {
  $('clock').textContent = e.message;
}

function query(points) {
  const q = new URLSearchParams({ from: view.from, to: view.until });
  if (points) q.set('points', points);
  for (const [k, v] of state) if (k.startsWith('var-')) q.append(k, v);
  return q;
}

function header(clock) {
  const quick = state.get('to') === 'now' ? state.get('from') : '', named = QUICK.find(([from]) => from === quick);
  for (const node of $('quick').children) node.setAttribute('aria-pressed', node.value === quick);
  $('from').value = time(view.from, view.zone);
  $('to').value = time(view.to, view.zone);
  $('range').firstElementChild.textContent = named ? named[1] : `${$('from').value} to ${$('to').value}`;
  $('clock').textContent = clock.newestMs === null ? 'no data yet' : clock.replay
    ? `replay, ${new Date(clock.nowMs).toUTCString().slice(5, 25)} UTC` : '';
  $('doing').hidden = clock.doing === '';
  $('doing').textContent = `${clock.doing} The boards fill by themselves.`;
  for (const a of $('boards').children) {
    a.href = href(a.dataset.path);
    if (a.dataset.path === location.pathname) a.setAttribute('aria-current', 'page');
  }
}

async function load() {
  const turn = ++loading;
  document.body.dataset.loaded = 'false';
  const clock = await get('/api/clock'), zone = state.get('tz') || 'utc';
  const from = parse(state.get('from'), clock.nowMs, zone), to = parse(state.get('to'), clock.nowMs, zone);
  if (!(from < to)) throw new Error('the range must be two times, the first one before the second');
  // Where a range goes on beyond the clock, as that of a replay does, it is asked for up to now.
  const until = clock.nowMs > from ? Math.min(to, clock.nowMs) : to;
  Object.assign(view, { from: Math.round(from), to: Math.round(to), until: Math.round(until), zone });
  header(clock);
  const uid = board.uid, marks = await get(`/api/boards/${uid}/annotations?${query()}`);
  if (turn !== loading) return;
  view.marks = board.annotations.list.filter(marked).flatMap(mark => marks.frames.filter(f => f.refId === mark.name)
    .flatMap(f => f.rows.map(r => Object.fromEntries(f.columns.map((c, i) => [c.name, r[i]]))))
    .map(r => ({ start: r.time, end: r.timeend, title: r.title, text: r.text, colour: colour(mark.iconColor) })));
  await Promise.all(panels.map(async panel => {
    if (panel.definition.type === 'text') return panel.draw();
    const points = Math.max(100, Math.round(panel.body.clientWidth / 2));
    const answer = await get(`/api/boards/${uid}/panels/${panel.definition.id}?${query(points)}`).catch(e => ({ frames: [], error: e.message }));
    if (turn === loading) panel.show(answer);
  }));
  if (turn === loading) document.body.dataset.loaded = 'true';
  clearTimeout(timer);
  // Before the first row somebody waits for it, unless nothing is being done.
  const seconds = clock.newestMs === null && clock.doing !== '' ? 2 : { '5s': 5, '10s': 10, '30s': 30, '1m': 60, '5m': 300 }[state.get('refresh')];
  if (seconds) timer = setTimeout(() => load().catch(failed), seconds * 1000);
}

/** Whether a kind of mark is shown: as its file says, unless the address says otherwise. */
function marked(mark) {
  return state.has(`mark-${mark.name}`) ? state.get(`mark-${mark.name}`) === 'on' : mark.enable;
}

function markBoxes() {
  $('marks').replaceChildren(...board.annotations.list.map(mark => {
    const box = element('input', { type: 'checkbox', onchange: () => { state.set(`mark-${mark.name}`, box.checked ? 'on' : 'off'); changed(); } });
    box.checked = marked(mark);
    box.style.accentColor = colour(mark.iconColor);
    return element('label', {}, box, mark.name);
  }));
}

async function variables() {
  const offers = await get(`/api/boards/${board.uid}/variables?${query()}`);
  $('variables').replaceChildren(...board.templating.list.filter(v => offers[v.name]).map(v => {
    const key = `var-${v.name}`, chosen = state.getAll(key), initial = [].concat(v.current.value);
    const now = chosen.length ? chosen : initial;
    if (!v.multi) {
      const node = element('select', { onchange: e => { state.set(key, e.target.value); changed(); } });
      select(node, offers[v.name].map(o => [o.value, o.text]), now[0]);
      return element('label', {}, v.label + ' ', node);
    }
    const summary = element('summary', {}, `${v.label}: ${now.includes('$__all') ? 'All' : now.join(', ')}`), boxes = [];
    const choose = () => {
      const values = boxes.filter(b => b.checked).map(b => b.value);
      state.delete(key);
      for (const value of values.length ? values : ['$__all']) state.append(key, value);
      summary.textContent = `${v.label}: ${values.length ? values.join(', ') : 'All'}`;
      changed();
    };
    const list = element('div', {}, ...offers[v.name].map(o => {
      const box = element('input', { type: 'checkbox', value: o.value, onchange: choose });
      box.checked = now.includes(o.value);
      boxes.push(box);
      return element('label', {}, box, ' ' + o.text);
    }));
    return element('details', {}, summary, list);
  }));
}

function controls() {
  select($('refresh'), REFRESH, state.get('refresh') || '');
  $('refresh').onchange = e => { state.set('refresh', e.target.value); changed(); };
  $('zone').value = state.get('tz') || 'utc';
  $('zone').onchange = e => { state.set('tz', e.target.value); changed(); };
  $('quick').replaceChildren(...QUICK.map(([from, text]) => element('button', { value: from, onclick: () => { $('range').open = false; setRange(from, 'now'); } }, text)));
  $('again').onclick = () => load().catch(failed);
  const move = (a, b) => () => { const w = view.to - view.from; setRange(Math.round(view.from + a * w), Math.round(view.to + b * w)); };
  $('back').onclick = move(-0.5, -0.5);
  $('ahead').onclick = move(0.5, 0.5);
  $('out').onclick = move(-0.5, 0.5);
  const apply = () => {
    $('range').open = false;
    setRange(parse($('from').value, view.to, view.zone), parse($('to').value, view.to, view.zone));
  };
  $('apply').onclick = apply;
  for (const id of ['from', 'to']) $(id).onkeydown = e => { if (e.key === 'Enter') apply(); };
  $('theme').onclick = () => {
    const light = document.documentElement.dataset.theme !== 'light';
    document.documentElement.dataset.theme = light ? 'light' : 'dark';
    localStorage.setItem('theme', light ? 'light' : 'dark');
    panels.forEach(p => p.draw());
  };
  const keys = { ArrowLeft: 'back', ArrowRight: 'ahead', z: 'out', t: 'theme', r: 'again' };
  const close = except => document.querySelectorAll('details[open]').forEach(d => { if (!d.contains(except)) d.open = false; });
  document.addEventListener('pointerdown', e => close(e.target));
  document.addEventListener('keydown', e => {
    if (e.key === 'Escape') close(null);
    if (keys[e.key] && !e.ctrlKey && !e.metaKey && !/INPUT|SELECT/.test(e.target.tagName) && !$('inspect').open) $(keys[e.key]).click();
  });
  window.addEventListener('popstate', () => location.reload());
}

async function start() {
  document.documentElement.dataset.theme = localStorage.getItem('theme') || 'dark';
  const boards = await get('/api/boards');
  $('boards').replaceChildren(...boards.map(b => element('a', { title: b.description, 'data-path': `/d/${b.uid}` }, b.title)));
  if (!location.pathname.startsWith('/d/')) history.replaceState(null, '', `/d/${boards[0].uid}${location.search}`);
  board = await get(`/api/boards/${location.pathname.split('/')[2]}`);
  document.title = `${board.title} · Exodus`;
  if (!state.has('from')) state.set('from', board.time.from);
  if (!state.has('to')) state.set('to', board.time.to);
  if (!state.has('refresh')) state.set('refresh', board.refresh);
  view = { from: 0, to: 1, zone: 'utc', marks: [], href, setRange };
  panels = board.panels.map(p => new Panel(p, view));
  $('panels').replaceChildren(...panels.map(p => p.node));
  controls();
  markBoxes();
  await load();
  await variables();
  if (state.has('viewPanel')) {
    const node = $(`panel-${state.get('viewPanel')}`);
    node?.scrollIntoView({ block: 'center' });
    node?.focus({ preventScroll: true });
  }
}

start().catch(failed);

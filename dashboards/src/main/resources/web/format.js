// Values and times as a person reads them.

const round = (value, digits) => Number(value.toPrecision(digits)).toLocaleString('en', { maximumFractionDigits: 6 });

function short(value) {
  const size = Math.abs(value);
  for (const [limit, letter] of [[1e9, 'B'], [1e6, 'M'], [1e4, 'K']]) {
    if (size >= limit) return round(value / (letter === 'K' ? 1e3 : limit), 3) + ' ' + letter;
  }
  if (size > 0 && size < 1e-4) return value.toExponential(0);
  return Number.isInteger(value) ? value.toLocaleString('en') : round(value, 3);
}

function duration(seconds) {
  const parts = [];
  let rest = Math.round(Math.abs(seconds));
  for (const [name, size] of [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]]) {
    const count = Math.floor(rest / size);
    if (count > 0 && parts.length < 2) parts.push(count + ' ' + name);
    rest -= count * size;
  }
  return (seconds < 0 ? '−' : '') + (parts.join(' ') || '0 s');
}

export function value(v, unit, zone) {
  if (v === null || v === undefined) return '';
  if (typeof v !== 'number') return String(v);
  switch (unit) {
    case 'percentunit': return round(v * 100, 3) + ' %';
    case 'cps': return short(v) + '/s';
    case 'ms': return v >= 60000 ? duration(v / 1000) : v >= 1000 ? round(v / 1000, 3) + ' s' : round(v, 3) + ' ms';
    case 's': return round(v, 3) + ' s';
    case 'dtdurations': return duration(v);
    case 'dateTimeAsIso': return time(v, zone);
    default: return short(v);
  }
}

const two = n => String(n).padStart(2, '0');

/** The parts of a moment in UTC or in the browser's zone. */
function parts(ms, zone) {
  const d = new Date(zone === 'local' ? ms - new Date(ms).getTimezoneOffset() * 60000 : ms);
  return { date: `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`,
    day: `${two(d.getUTCDate())} ${d.toLocaleString('en', { month: 'short', timeZone: 'UTC' })}`,
    clock: `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`, seconds: two(d.getUTCSeconds()) };
}

export function time(ms, zone) {
  const p = parts(ms, zone);
  return `${p.date} ${p.clock}:${p.seconds}`;
}

/** A tick of an axis over a range of so many milliseconds. */
export function tick(ms, range, zone) {
  const p = parts(ms, zone);
  if (range > 3 * 86400000) return p.day;
  return p.clock === '00:00' && p.seconds === '00' ? p.day : range < 600000 ? `${p.clock}:${p.seconds}` : p.clock;
}

/** The reverse of time(); also "now-6h" and milliseconds. NaN if it is none of these. */
export function parse(text, now, zone) {
  const relative = /^now(?:-(\d+)([smhdw]))?$/.exec(text);
  if (relative) {
    const unit = { s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 }[relative[2]] || 0;
    return now - Number(relative[1] || 0) * unit;
  }
  if (/^\d{9,}$/.test(text)) return Number(text);
  const plain = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)Z?$/.exec(text.trim());
  if (!plain) return NaN;
  return Date.parse(`${plain[1]}T${plain[2]}${zone === 'local' && !text.endsWith('Z') ? '' : 'Z'}`);
}

/** One value of a CSV line. What a spreadsheet would run as a formula is kept as text. */
export function csv(v) {
  if (v === null || v === undefined) return '';
  const text = typeof v === 'string' && /^[=+\-@\t\r]/.test(v) ? "'" + v : String(v);
  return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
}

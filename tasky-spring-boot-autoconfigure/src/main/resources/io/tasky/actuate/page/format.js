// Turns what the endpoints answer into words for people, and back into numbers where the page has to count.

const DURATION = /^(-?)P(?:(-?\d+)D)?T?(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?[\d.]+)S)?$/;

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** Milliseconds of an ISO-8601 duration, or null. */
export function millis(text) {
  const parts = text ? DURATION.exec(text) : null;
  if (!parts) {
    return null;
  }
  const [, sign, days, hours, minutes, seconds] = parts;
  const total = ((+days || 0) * 86400 + (+hours || 0) * 3600 + (+minutes || 0) * 60 + (+seconds || 0)) * 1000;
  return sign ? -total : total;
}

/** Milliseconds since the epoch of an ISO-8601 time, or null. */
export function instant(text) {
  return text ? Date.parse(text) : null;
}

/** A duration as short as it can be without being wrong: 840 µs, 12 ms, 4.2 s, 3 min 20 s, 2 h 5 min, 3 d 4 h. */
export function span(ms) {
  if (ms === null || ms === undefined || Number.isNaN(ms)) {
    return '–';
  }
  if (ms < 1) {
    return ms <= 0 ? '0 s' : Math.max(1, Math.round(ms * 1000)) + ' µs';
  }
  if (ms < 999.5) {
    return Math.round(ms) + ' ms';
  }
  const seconds = ms / 1000;
  if (seconds < 59.95) {
    return (seconds < 9.95 ? seconds.toFixed(1) : Math.round(seconds)) + ' s';
  }
  return twoUnits(Math.round(seconds));
}

/** The same in whole seconds, for what is redrawn each second: it must not flicker between digits nobody can read. */
export function clockSpan(ms) {
  return ms < 59_500 ? Math.max(0, Math.round(ms / 1000)) + ' s' : twoUnits(Math.round(ms / 1000));
}

function twoUnits(seconds) {
  const units = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  const first = units.findIndex(([size]) => seconds >= size);
  const [size, name] = units[first];
  const whole = Math.floor(seconds / size) + ' ' + name;
  const [nextSize, nextName] = units[first + 1] ?? [0, ''];
  const rest = nextSize ? Math.floor((seconds % size) / nextSize) : 0;
  return rest ? `${whole} ${rest} ${nextName}` : whole;
}

/** How long ago a moment was, or how long it is until then. */
export function relative(at, now) {
  const ms = at - now;
  return ms > 0 ? 'in ' + clockSpan(ms) : clockSpan(-ms) + ' ago';
}

/** The time of day of a moment, with the date if that is another day than today. */
export function timeOfDay(at, now = Date.now()) {
  const date = new Date(at);
  const time = date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  return date.toDateString() === new Date(now).toDateString()
    ? time
    : date.toLocaleDateString([], { month: 'short', day: 'numeric' }) + ' ' + time;
}

/** A text of the server with its times as this browser's clock tells them. */
export function localised(text) {
  return text.replace(INSTANT, (time) => timeOfDay(Date.parse(time)));
}

/** 1,234 or 12.3k or 4.5M. */
export function count(n) {
  if (n < 10_000) {
    return n.toLocaleString('en');
  }
  return n < 1_000_000 ? (n / 1000).toFixed(n < 100_000 ? 1 : 0) + 'k' : (n / 1_000_000).toFixed(1) + 'M';
}

/** "1 run", "2 runs". */
export function plural(n, one, many = one + 's') {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** A rate in the unit that keeps it readable. */
export function rate(perSecond) {
  if (perSecond === null || perSecond === undefined) {
    return '–';
  }
  if (perSecond >= 1 || perSecond === 0) {
    return (perSecond < 10 ? +perSecond.toFixed(1) : count(Math.round(perSecond))) + '/s';
  }
  return +(perSecond * 60).toFixed(1) + '/min';
}

/** The last part of a class name. */
export function simpleName(type) {
  return type.slice(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1) || type;
}

/** The middle one of some numbers, or null. */
export function median(numbers) {
  if (!numbers.length) {
    return null;
  }
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** What a run failed with, in one line; what it says is there only if the server shows values. */
export function failureText(run) {
  if (!run.exception) {
    return { TIMED_OUT: 'took longer than its timeout', REJECTED: 'refused by a full pool' }[run.status] ?? '';
  }
  const { type, message } = run.exception;
  return simpleName(type) + (message && message !== '******' ? ': ' + message : '');
}

/** Locks of the JDK wait in a class of their own inside, whose name says nothing. */
const lockName = (type) => 'a ' + simpleName(type.replace(/\$(Nonfair|Fair)?Sync$/, ''));

/** On which line of the application's own code a thread is, without its package; nothing where the server hides it. */
function lineOf({ stack, thread }) {
  const frame = stack?.split('\n').find((line) => line.includes('(') && !/^(java|jdk|sun)\./.test(line));
  return frame ? [' at ', { code: frame.replace(/^(?:[a-z]\w*\.)+/, '') }, `, on thread ${thread}.`] : [`, on thread ${thread}.`];
}

/** Where the code of a run is and what it waits for, as words and { code }. */
export function whereIs(run, location) {
  if (!location) {
    return [];
  }
  const verb = location.state === 'RUNNABLE' ? 'runs' : 'waits';
  return [`${run.task} ${verb}${location.waitsFor ? ` for ${lockName(location.waitsFor)}` : ''}`, ...lineOf(location)];
}

/** Who has a lock, and what that one does meanwhile; "holder" is null if its thread runs no task. */
export function whereHeld(holder, took, location) {
  return holder
    ? [`${holder.task} has that lock, and has been running for ${clockSpan(took)}`, ...lineOf(location)]
    : [`Thread ${location.thread} has that lock, and runs no task.`];
}

/** An outcome or a status as words. */
export const words = (constant) => constant.toLowerCase().replaceAll('_', ' ');

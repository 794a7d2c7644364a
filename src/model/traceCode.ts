/** A trace as text for a link: gaps as base64url of varints (7 bits a byte, low first), with a check and its name. */
import { fromBase64url, toBase64url } from './base64url.ts';
import { cleanName, MAX_TRACE_ARRIVALS, type Trace } from './scenario.ts';

/** FNV-1a of 32 bits. Finds a link that was cut or mistyped, nothing more. */
function checkOf(bytes: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Divides instead of shifting, for a gap may be longer than 32 bits. */
function varint(gap: number): string {
  let bytes = '';
  let rest = gap;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes += String.fromCharCode(128 + (rest % 128));
  return bytes + String.fromCharCode(rest);
}

export function encodeTrace({ name, times }: Trace): string {
  const bytes = times.map((time, i) => (i === 0 ? '' : varint(time - times[i - 1]!))).join('');
  return `${checkOf(bytes)}.${toBase64url(bytes)}.${name}`;
}

/** The trace, or what is wrong with `text`. */
export function decodeTrace(text: string): Trace | { error: string } {
  const [, check, data, name = ''] = /^([^.]*)\.([^.]*)\.(.*)$/s.exec(text) ?? [];
  const bytes = data === undefined ? null : fromBase64url(data);
  if (bytes === null) return { error: 'trace: it is not in the form check.data.name' };
  if (checkOf(bytes) !== check) return { error: 'trace: it was cut or changed on the way' };

  const times = [0];
  let gap = 0;
  let place = 1;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes.charCodeAt(i);
    gap += (byte % 128) * place;
    place *= 128;
    if (byte >= 128) continue;
    if (times.length === MAX_TRACE_ARRIVALS) return { error: `trace: it has more than ${MAX_TRACE_ARRIVALS} arrivals` };
    times.push(times.at(-1)! + gap);
    gap = 0;
    place = 1;
  }
  return { name: cleanName(name), times };
}

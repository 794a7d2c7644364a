/** What is too long to be read by people, deflated: `1.` and base64url. Inflating has a limit, for a few bytes may stand for very many. */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { fromBase64url, toBase64url } from './base64url.ts';

const VERSION = '1';
/** Characters of a link or a file that are read, and of a payload when it is inflated. */
export const TEXT_MAX = 400_000;
/** Deflated bytes taken in at once; they become some 260 kB at most, so the limit can't be overrun by more. */
const PIECE = 256;

/** `text` must be ASCII, as the fields of a link are. */
export const pack = (text: string): string =>
  `${VERSION}.${toBase64url(strFromU8(deflateSync(strToU8(text, true), { level: 9 }), true))}`;

/** The text, or what is wrong with the payload. */
export function unpack(payload: string): { text: string } | { error: string } {
  const [, version, data = ''] = /^(\d{1,3})\.(.*)$/s.exec(payload) ?? [];
  if (version === undefined) return { error: 'z: the payload is not in the form version.data' };
  if (version !== VERSION)
    return { error: `z: the payload is of version ${version} and version ${VERSION} is what can be read` };
  const bytes = fromBase64url(data);
  const text = bytes === null ? null : inflate(strToU8(bytes, true));
  return typeof text === 'string'
    ? { text }
    : (text ?? { error: 'z: the payload was cut or changed on the way, and can’t be read' });
}

function inflate(bytes: Uint8Array): string | null | { error: string } {
  let text = '';
  let ended = false;
  const stream = new Inflate((chunk, final) => {
    text += strFromU8(chunk, true);
    ended = final;
  });
  try {
    for (let at = 0; at < bytes.length && text.length <= TEXT_MAX; at += PIECE)
      stream.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
  } catch {
    return null;
  }
  if (text.length > TEXT_MAX) return { error: `z: the payload holds more than ${TEXT_MAX} characters` };
  return ended ? text : null;
}

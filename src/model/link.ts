/** The link: a scenario as the text after `#`, readable as long as it is not too long, and then deflated. */
import { FIELDS_MAX, type Field, fieldsOf, type Read, readFields } from './fields.ts';
import { unsaid, type View } from './linkView.ts';
import { pack, TEXT_MAX, unpack } from './payload.ts';
import type { Scenario } from './scenario.ts';

/** Longer ones are cut or mangled by some chats, mail programs and QR readers. */
export const READABLE_MAX = 1_800;

/** Percent-encodes only what a fragment can't hold or `&` would cut, so that people can read and write the rest. */
const encodeText = (text: string) =>
  encodeURIComponent(text).replace(/%(?:2B|2C|2F|3A|3D|40)/g, (code) => decodeURIComponent(code));

/** Leaves alone what is no valid encoding (`10%`), and `+`, which stands for itself. */
function decodeText(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (code) => {
    try {
      return decodeURIComponent(code);
    } catch {
      return code;
    }
  });
}

const textOf = (fields: readonly Field[]): string => fields.map((field) => encodeText(field.join('='))).join('&');

const splitText = (text: string): Field[] =>
  text
    .split('&', FIELDS_MAX + 1)
    .filter((part) => part !== '')
    .map((part) => /^([^=]*)=?(.*)$/s.exec(part)!.slice(1).map(decodeText) as [key: string, text: string]);

/**
 * `scenario` must be valid, and `base` is what `decodeLink` will find under its name.
 * What is too long is packed: the trace, if the rest can be read then, else all that differs.
 */
export function encodeLink(scenario: Scenario, base: Scenario, looked: View = unsaid): string {
  const { head, body, view } = fieldsOf(scenario, base, looked);
  const readable = textOf([...head, ...body, ...view]);
  if (readable.length <= READABLE_MAX) return readable;
  const rest = body.filter(([key]) => key !== 'trace');
  const open = textOf([...head, ...rest, ...view]).length <= READABLE_MAX ? rest : [];
  const packed = body.filter((field) => !open.includes(field));
  return textOf([...head, ...open, ['z', pack(textOf(packed))], ...view]);
}

/** Puts what a payload holds in its place. There is one at most, so that a link can't unfold without end. */
function unfold(fields: readonly Field[], notes: string[]): Field[] {
  const payload = fields.find(([key]) => key === 'z');
  return fields.flatMap((field) => {
    if (field[0] !== 'z') return [field];
    const unpacked = field === payload ? unpack(field[1]) : { error: 'z: only one payload is read' };
    if ('text' in unpacked) return splitText(unpacked.text);
    notes.push(`${unpacked.error}; left out.`);
    return [];
  });
}

/**
 * Reads a link; never throws. What is wrong is left out or clamped, with a sentence for each in `notes`, and the rest is kept.
 * Of two values for one key the last counts. Without a known `scenario=` it starts from `fallback`.
 */
export function decodeLink(fragment: string, find: (name: string) => Scenario | undefined, fallback: Scenario): Read {
  if (fragment.length > TEXT_MAX) {
    const note = `The link has ${fragment.length} characters; more than ${TEXT_MAX} are not read.`;
    return readFields([], find, fallback, [note]);
  }
  const notes: string[] = [];
  const fields = unfold(splitText(fragment.replace(/^#/, '')), notes);
  return readFields(fields, find, fallback, notes);
}

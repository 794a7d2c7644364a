/** A parameter and its values within a sentence. */
import { isNumeric, type Value } from '../../model/knobs.ts';
import { type ParameterId, parameters, type Row } from '../../model/parameters.ts';
import { display, formatValue } from '../../model/units.ts';
import { withUnit } from './words.ts';

/** "Poll interval" within a line is "poll interval"; "DLQ" stays. */
export const within = (label: string): string =>
  /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;

export function valueWords(id: ParameterId, value: Value): string {
  const row: Row = parameters[id];
  if (!isNumeric(row)) return formatValue(row, value);
  const { number, unit } = display(row, value);
  return unit === '' ? number : withUnit(number, unit);
}

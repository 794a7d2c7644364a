/** Which part of the run the series are of. */
import type { Order } from './formats.ts';

type Span = Order['span'];

export function SpanChoice({ span, onChoose }: { span: Span; onChoose: (span: Span) => void }) {
  return (
    <label>
      Series of{' '}
      <select aria-label="Series of" value={span} onChange={(event) => onChoose(event.currentTarget.value as Span)}>
        <option value="whole">the whole run</option>
        <option value="window">the charts’ window</option>
      </select>
    </label>
  );
}

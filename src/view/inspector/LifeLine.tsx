/** One message's life in one lane on the time axis that all lanes share: spans by cause, attempts by number, copies on lines below. */
import { cutAt, endOf, type Life, type Span } from '../../model/life.ts';
import type { SimTime } from '../../model/time.ts';
import { instant } from '../story/words.ts';
import { causeNames, causeShort, copyWord } from './lifeWords.ts';
import { ordinal, span } from './times.ts';

export interface Axis {
  from: SimTime;
  to: SimTime;
}

interface Props {
  lives: readonly Life[];
  axis: Axis;
  playhead: SimTime;
  until: SimTime;
}

/** In per cent of the axis. */
export const placeOn = ({ from, to }: Axis, time: SimTime): number => ((time - from) / (to - from)) * 100;

const endGlyph = { done: '✓', deadLettered: '!', dropped: '×', turnedAway: '×', swallowed: '=', open: '…' } as const;

export function LifeLine({ lives, axis, playhead, until }: Props) {
  return (
    <>
      {lives.map((life) => {
        const end = endOf(life, until);
        return (
          <div key={life.message} className="life-line">
            <Bar spans={life.spans} axis={axis} playhead={playhead} />
            {life.attempts.map(({ attempt, at }) => (
              <b key={at} className="life-try" data-future={at > playhead} style={{ left: `${placeOn(axis, at)}%` }}>
                {attempt}
              </b>
            ))}
            {life.beside.length > 0 && (
              <div className="life-beside">
                <Bar spans={life.beside} axis={axis} playhead={playhead} />
              </div>
            )}
            {life.copyOf >= 0 && (
              <span className="life-copy" style={{ left: `${placeOn(axis, life.bornAt)}%` }}>
                {copyWord(life)}
              </span>
            )}
            <span
              className={`life-end life-${life.ending.kind}`}
              style={{ left: `${placeOn(axis, end)}%` }}
              data-future={end > playhead}
              aria-hidden="true"
            >
              {endGlyph[life.ending.kind]}
            </span>
          </div>
        );
      })}
    </>
  );
}

function Bar({ spans, axis, playhead }: { spans: readonly Span[]; axis: Axis; playhead: SimTime }) {
  const past = cutAt(spans, playhead);
  const future = spans.flatMap((each) =>
    each.to > playhead ? [{ ...each, from: Math.max(each.from, playhead) }] : [],
  );
  const piece = (each: Span, isFuture: boolean) => {
    const width = placeOn(axis, each.to) - placeOn(axis, each.from);
    return (
      <span
        key={`${each.from}${isFuture}`}
        className="life-span"
        style={{ left: `${placeOn(axis, each.from)}%`, width: `${width}%` }}
        title={`${causeNames[each.cause]}, ${span(each.to - each.from)}, from ${instant(each.from, 2)}${each.attempt > 0 ? `, ${ordinal(each.attempt)} try` : ''}`}
      >
        <span className={`life-fill cause-${each.cause}`} data-future={isFuture} />
        {width > 4 + 0.85 * causeShort[each.cause].length && <i>{causeShort[each.cause]}</i>}
      </span>
    );
  };
  return (
    <div className="life-bar">
      {past.map((each) => piece(each, false))}
      {future.map((each) => piece(each, true))}
    </div>
  );
}

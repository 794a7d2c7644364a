import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hook } from '../scenarios/hook.ts';
import { chartIds, readEmbedOptions } from './embedOptions.ts';
import { ENGINE_VERSION } from './engineVersion.ts';
import { SECOND } from './time.ts';

const read = (query: string) => readEmbedOptions(query, hook);

test('without a query everything is as usual', () => {
  const { options, notes } = read('?embed=1');
  expect(notes).toEqual([]);
  expect(options).toMatchObject({ lanes: null, chart: 'outstanding', drill: 'burst', speed: 1, poster: false });
});

test('reads every attribute', () => {
  const { options, notes } = read(
    '?embed=1&lanes=hybrid,push&charts=latency&controls=push.inbox,pull:poll.interval&drill=broker.down&from=10s&to=0.5m&loop=1' +
      `&speed=×2&theme=dark&caption=Two%20lanes&title=T&read-only&lang=en&poster=1&engine=${ENGINE_VERSION}&host-origin=https://example.org`,
  );
  expect(notes).toEqual(['controls: there is no setting “pull:poll.interval”; left out.']);
  expect(options).toEqual({
    lanes: ['push', 'hybrid'],
    chart: 'latency',
    controls: [],
    drill: 'broker.down',
    from: 10 * SECOND,
    to: 30 * SECOND,
    loop: true,
    speed: 2,
    theme: 'dark',
    caption: 'Two lanes',
    title: 'T',
    readOnly: true,
    lang: 'en',
    poster: true,
    hostOrigin: 'https://example.org',
  });
});

test.each([
  ['lanes=push,side', 'lanes: “side” is not push, pull or hybrid; left out.'],
  ['charts=pie', `charts: “pie” is not ${chartIds.slice(0, -1).join(', ')} or refusals; left out.`],
  ['controls=a,b', 'controls: there is no setting “a”; left out.'],
  ['controls=push.inbox,burst.size,burst.at,seed.x', 'controls: there is no setting “seed.x”; left out.'],
  ['controls=push.inbox,burst.size,burst.at,burst.over', 'controls: 4 settings; at most 3; left out.'],
  ['from=2h', 'from: “2h” is not a time from 0 to 40s; left out.'],
  ['from=30s&to=10s', 'to: 10s is not after 30s; left out.'],
  ['speed=0', 'speed: “0” is not a number from 0.1 to 1000; left out.'],
  [`caption=${'x'.repeat(161)}`, 'caption: 161 characters; at most 160; left out.'],
  ['lang=de', 'lang: “de” is not en; left out.'],
  [
    'host-origin=javascript:alert(1)',
    'host-origin: “javascript:alert(1)” is no origin such as https://example.org; left out.',
  ],
  ['toString=1', '“toString”: the figure has no such attribute; left out.'],
  ['engine=1', `Made with engine 1; this is engine ${ENGINE_VERSION}, so its numbers may differ.`],
])('says what is wrong with %s', (query, note) => {
  expect(read(query).notes).toEqual([note]);
});

test('never throws, whatever the query, and stays within its limits', () => {
  const names = fc.constantFrom(
    'lanes',
    'charts',
    'controls',
    'drill',
    'from',
    'to',
    'speed',
    'caption',
    'host-origin',
    '',
  );
  const part = fc.tuple(fc.oneof(names, fc.string()), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const { options, notes } = read(new URLSearchParams(parts).toString());
      expect(notes.length).toBeLessThanOrEqual(8);
      for (const note of notes) expect(note.length).toBeLessThan(300);
      expect(options.controls.length).toBeLessThanOrEqual(3);
      expect(options.speed).toBeGreaterThanOrEqual(0.1);
      expect(options.speed).toBeLessThanOrEqual(1000);
    }),
  );
});

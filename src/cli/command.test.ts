import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createRun, receipt, runUntil } from '../engine/run.ts';
import { encodeLink } from '../model/link.ts';
import { parameterIds } from '../model/parameters.ts';
import type { Report } from '../model/report.ts';
import { encodeTrace } from '../model/traceCode.ts';
import { blank } from '../scenarios/blank.ts';
import { catalogue } from '../scenarios/catalogue.ts';
import { hook } from '../scenarios/hook.ts';
import { presets } from '../scenarios/presets.ts';
import { commands } from './arguments.ts';
import { BadInput } from './badInput.ts';
import { writerTo } from './output.ts';
import { shell } from './terminal.test-support.ts';
import { ReaderGone } from './terminal.ts';

const reportOf = async (words: string): Promise<Report> => JSON.parse((await shell(`${words} --json`)).stdout);

describe('run', () => {
  test('gives the receipt of the engine', async () => {
    const run = createRun(hook, { journal: 'hash' });
    runUntil(run, hook.until);
    expect(await shell('run hook --receipt')).toEqual({ code: 0, stdout: `${receipt(run)}\n`, stderr: [] });
  });

  test('takes a name, a link and a file of a link’s fields for the same scenario', async () => {
    const file = {
      scenario: 'blank',
      seed: 7,
      until: '20s',
      lanes: ['push', 'pull'],
      'push.inbox': 3,
      'dlq.enabled': false,
    };
    const burst = { ...file, burst: ['5s:40', '6s:40'] };
    const options = '--seed 7 --until 20s --lane push --lane pull --set push.inbox=3 --set dlq.enabled=off';
    const byName = await shell(`run blank --receipt ${options}`);
    const byFile = await shell('run a.json --receipt', { files: { 'a.json': JSON.stringify(file) } });
    expect(byFile).toEqual(byName);
    const scenario = { ...blank, timeline: [5e6, 6e6].map((at) => ({ type: 'burst' as const, at, size: 40 })) };
    const byLink = await shell([
      'run',
      `https://lab.example/#${encodeLink(scenario, blank)}`,
      '--receipt',
      ...options.split(' '),
    ]);
    expect(byLink.code).toBe(0);
    expect(await shell('run a.json --receipt', { files: { 'a.json': JSON.stringify(burst) } })).toEqual(byLink);
  });

  test('reports on the lanes asked for', async () => {
    expect(Object.keys((await reportOf('run hook --lane pull,push')).lanes)).toEqual(['push', 'pull']);
    const { stdout } = await shell('run hook --lane hybrid --csv');
    expect(stdout.split('\n')[1]).toMatch(/^hybrid,/);
    expect((await shell('run hook')).stdout).toMatch(/push +pull +hybrid\npublished +(\d+) +\1 +\1\n/);
  });

  test('says of each objective how far it is, and nothing of what nobody can say yet', async () => {
    const { freshness } = (await reportOf('run hook --lane push')).lanes.push!.objectives;
    expect(freshness).toEqual({ target: 0.99, measured: expect.any(Number), met: false });
    const { stdout } = await shell('run hook --lane push --set loss.max=1000 --set freshness.target=80%');
    expect(stdout).toMatch(/^fresh in time +9\d(\.\d+)?% ≥ 80%$/m);
    expect(stdout).toMatch(/^without any effect +\d+ ≤ 1,000$/m);
    expect(stdout).toMatch(/^largest backlog +\d+$/m);
    expect((await shell('run hook --until 1ms')).stdout).toMatch(/^done in time +– +– +–$/m);
    expect((await shell('run hook --until 1ms --csv')).stdout).not.toMatch(/null|NaN/);
  });

  test('stops at the instant of the last message asked for, where --until would stop too', async () => {
    const { lanes, simulatedMs, receipt: byMessages } = await reportOf('run blank --messages 1k');
    for (const lane of Object.values(lanes)) expect(lane.counts.published).toBe(1_000);
    const byTime = await shell(`run blank --receipt --until ${simulatedMs}ms`);
    expect(byTime.stdout).toBe(`${byMessages}\n`);
  });

  test('measures from the end of the warm-up on', async () => {
    const { warmupMs, simulatedMs, lanes } = await reportOf('run blank --warmup 500 --messages 1000 --lane push');
    expect(warmupMs).toBeGreaterThan(0);
    expect(lanes.push?.counts.published).toBe(1_000);
    const later = await reportOf(`run blank --warmup ${warmupMs}ms --until ${simulatedMs}ms --lane push`);
    expect(later.lanes).toEqual(lanes);
  });

  test('writes the series in whole buckets, as JSON and as CSV', async () => {
    const { lanes } = await reportOf('run hook --lane push --series');
    expect(lanes.push?.series).toMatchObject({ bucketMs: 100, fromMs: 0, length: 400 });
    const { stdout } = await shell('run hook --csv --series');
    const rows = stdout.trimEnd().split('\n');
    expect(rows).toHaveLength(1 + 3 * 400);
    expect(rows[1]).toMatch(/^push,0,/);
  });

  test('lets --set without a lane replace the lanes’ own values, and the last --set rule', async () => {
    const receiptOf = async (options: string) => (await shell(`run hook ${options} --receipt`)).stdout;
    const five = await receiptOf('--set push:push.inbox=5');
    const own = await receiptOf('--seed 1');
    expect(five).not.toBe(own);
    expect(await receiptOf('--set push.inbox=5')).toBe(five);
    expect(await receiptOf('--set push:push.inbox=8 --set push.inbox=5')).toBe(five);
    expect(await receiptOf('--set push.inbox=5 --set push:push.inbox=8')).toBe(own);
    const usual = await receiptOf('--set push:push.inbox=default');
    expect(usual).not.toBe(own);
    expect(await receiptOf('--set push.inbox=default')).toBe(usual);
  });

  test('says so if a lane is asked for that the scenario is not made for, or set that is not run', async () => {
    expect(await shell('run eventbridge --lane pull --receipt')).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^\d+-/),
      stderr: ['--lane pull: eventbridge is made for push; what it does not say of pull is the default'],
    });
    const { code, stderr } = await shell('run hook --lane push,hybrid --set pull:poll.interval=1s --receipt');
    expect(code).toBe(0);
    expect(stderr).toEqual(["--set pull:poll.interval=1s: has no effect, for the pull lane isn't run"]);
    expect((await shell('run hook --lane push --set push:push.inbox=9 --receipt')).stderr).toEqual([]);
  });

  test('takes a file that begins with a byte order mark', async () => {
    const files = { 'a.json': '\uFEFF{"scenario": "hook"}' };
    expect(await shell('run a.json --receipt', { files })).toEqual(await shell('run hook --receipt'));
  });

  test('says in which lane and when it failed, and what would help', async () => {
    const flood = '--set burst.size=10k --set burst.at=0 --set burst.every=100ms --set burst.over=0';
    const { code, stderr } = await shell(`run blank --lane pull ${flood}`);
    expect(code).toBe(2);
    expect(stderr).toEqual([
      expect.stringMatching(
        /^the run failed: in the pull lane at 10\.\ds: more than 1048576 unfinished messages; a shorter --until or a queue\.capacity keeps them fewer$/,
      ),
    ]);
    expect((await shell(`run blank --lane pull ${flood} --set queue.capacity=1k --until 11s`)).code).toBe(0);
  });

  test('gives a number of messages up as soon as no more will come', async () => {
    const trace = encodeTrace({ name: 'three', times: [0, 500, 1_500] });
    const file = { 'arrival.process': 'trace', trace };
    const surroundings = { files: { 'a.json': JSON.stringify(file) } };
    expect((await shell('run a.json --messages 3', surroundings)).code).toBe(0);
    expect(await shell('run a.json --messages 4', surroundings)).toEqual({
      code: 2,
      stdout: '',
      stderr: ['--messages: only 3 of 4 messages were published by 2s, and no more will come'],
    });
    const later = { files: { 'a.json': JSON.stringify({ ...file, burst: ['5s:1'] }) } };
    expect((await shell('run a.json --messages 4', later)).code).toBe(0);
  });

  test('balances the counts in the table, with a row for copies if there are any', async () => {
    expect((await shell('run hook')).stdout).not.toMatch(/^(copied|outstanding before|known by their id)/m);
    const file = { scenario: 'hook', lanes: ['push'], redrive: ['35s:10'] };
    const { stdout } = await shell('run a.json', { files: { 'a.json': JSON.stringify(file) } });
    const count = (label: string) => Number(new RegExp(`^${label} +(\\d+)$`, 'm').exec(stdout)?.[1]);
    expect(count('copied')).toBe(10);
    const ends = ['acked', 'dead-lettered', 'dropped, turned away', 'outstanding'].map(count);
    expect(count('published') + count('copied')).toBe(ends.reduce((sum, each) => sum + each));
    expect((await shell('run hook --warmup 20s')).stdout).toMatch(/^outstanding before +\d+ +\d+ +\d+\npublished/m);
  });

  test('says on stderr how far it is when it takes longer than two seconds', async () => {
    expect((await shell('run hook --receipt', { tickMs: 10 })).stderr).toEqual([]);
    expect((await shell('run hook --receipt', { tickMs: 501 })).stderr[0]).toMatch(
      /^4 s simulated, \d+ messages published$/,
    );
  });
});

describe('an assertion', () => {
  const assert = (claim: string) => shell(['run', 'hook', '--receipt', '--assert', claim]);

  test('that holds changes nothing', async () => {
    for (const claim of [
      'push.latency.p99 > 2s',
      'push.latency.p99>2000ms',
      'hybrid.counts.deadLettered == 0',
      'hybrid.deadLettered < push.counts.deadLettered',
      'pull.utilisation <= 60%',
      'pull.goodputPerSecond > 10/s',
      'pull.levels.ready.max >= 70',
      'simulatedMs == 40s',
      'hybrid.objectives.freshness.measured <= 90%',
      'push.objectives.freshness.measured < push.objectives.freshness.target',
      'hybrid.objectives.loss.measured == 0',
      'push.lostByReason.by-hand == 0',
      'push.heldMs.no-poll == 0',
      'pull.heldMs.no-poll > 20s',
      'push.utilisation <= 1',
      'push.utilisation < 150%',
    ])
      expect(await assert(claim)).toMatchObject({ code: 0, stderr: [] });
  });

  test('that fails exits 1, says what was measured, and the report is there all the same', async () => {
    const { push, hybrid } = (await reportOf('run hook')).lanes;
    const { code, stdout, stderr } = await assert('push.latency.p99 < 2s');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^\d+-/);
    const [, seconds] =
      /^assertion failed: push.latency.p99 < 2s: push.latency.p99 is ([\d.]+)s$/.exec(stderr[0]) ?? [];
    expect(Number(seconds) * 1_000).toBeCloseTo(push!.latency.p99, 2);
    const claim = 'push.deadLettered <= hybrid.deadLettered';
    const numbers = `push.deadLettered is ${push!.counts.deadLettered} and hybrid.deadLettered is ${hybrid!.counts.deadLettered}`;
    expect((await assert(claim)).stderr).toEqual([`assertion failed: ${claim}: ${numbers}`]);
  });

  test('says a share in percent if it was asked for so', async () => {
    expect((await assert('push.utilisation < 40%')).stderr[0]).toMatch(/: push\.utilisation is 48\.\d+%$/);
    expect((await assert('push.utilisation < 0.4')).stderr[0]).toMatch(/: push\.utilisation is 0\.48\d+$/);
    expect((await assert('push.utilisation > pull.utilisation')).stderr[0]).toMatch(/is 48\.\d+% and .* is 49\.\d+%$/);
  });

  test('about what was not measured fails', async () => {
    const { code, stderr } = await shell(['run', 'hook', '--until', '1ms', '--assert', 'push.latency.p99 < 2s']);
    expect(code).toBe(1);
    expect(stderr[0]).toMatch(/is unknown: nothing was measured$/);
  });

  test.each([
    ['push.latency.p98 < 2s', /latency has no “p98”, but count, mean, p50/],
    ['shove.latency.p99 < 2s', /the report has no “shove”, but push, pull, hybrid/],
    ['push.latency < 2s', /push.latency is no number, but count, mean/],
    ['push.objectives.loss.met == 1', /push.objectives.loss.met is no number$/],
    ['push.objectives.freshness.measured > 2s', /“2s” is not a share/],
    ['push.latency.p99 < 2 apples', /“2 apples” is not a duration/],
    ['push.latency.p99 < 2', /“2” is not a duration/],
    ['push.latency.p99 < pull.latency.p', /latency has no “p”/],
    ['push.latency.p99 < pull.acked', /push.latency.p99 is a duration and pull.acked a count/],
    ['push.heldMs.none > 5', /“5” is not a duration/],
    ['push.utilisation < 50', /push\.utilisation is a share, and “50” is more than 1, .*; write 50%$/],
    ['push.objectives.completion.measured >= 99', /completion\.measured is a share, and “99” is more than 1/],
    ['push.utilisation < inf', /“inf” is more than 1, the most it can be$/],
    ['push is fast', /is not of the form/],
  ])('that makes no sense is bad input: %s', async (claim, why) => {
    const { code, stdout, stderr } = await assert(claim);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr[0]).toMatch(why);
  });
});

describe('a stdout that takes nothing more', () => {
  const gone = { broken: new ReaderGone() };
  const full = { broken: new BadInput('no room') };

  test('hides no verdict', async () => {
    for (const [surroundings, said] of [
      [gone, []],
      [full, ['no room']],
    ] as const) {
      const failed = await shell(['run', 'hook', '--json', '--assert', 'push.deadLettered <= 0'], surroundings);
      expect(failed.code).toBe(1);
      expect(failed.stderr).toEqual([...said, 'assertion failed: push.deadLettered <= 0: push.deadLettered is 29']);
      expect(await shell('run hook --expect 2-0123456789abcdef', surroundings)).toMatchObject({ code: 1 });
    }
  });

  test('is no error if its reader has seen enough, and one line and exit 2 if there is no room', async () => {
    for (const words of ['run hook --json', 'journal hook', 'list', 'params', 'help']) {
      expect(await shell(words, gone)).toEqual({ code: 0, stdout: '', stderr: [] });
      expect(await shell(words, full)).toEqual({ code: 2, stdout: '', stderr: ['no room'] });
    }
  });

  test('is told apart by the error of the stream', async () => {
    const failing = (code: string) =>
      writerTo(new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) }));
    await expect(failing('EPIPE')('x')).rejects.toThrow(ReaderGone);
    await expect(failing('ENOSPC')('x')).rejects.toThrow(new BadInput("the result can't be written: ENOSPC"));
  });
});

describe('a receipt that is expected', () => {
  const link = '#v=1&scenario=hook&drill=12s+5s:downstream.hang&set=20s:poll.interval=200ms&t=21.5s&speed=4';

  test('is reproduced, from the link of a moment of a drilled run', async () => {
    const receipt = (await shell(['run', link, '--receipt'])).stdout.trim();
    expect(await shell(['run', link, '--receipt', '--expect', receipt])).toEqual({
      code: 0,
      stdout: `${receipt}\n`,
      stderr: [`Reproduced: this machine comes to the same receipt, ${receipt}.`],
    });
  });

  test('or is not, and both are named', async () => {
    const other = (await shell(['run', 'hook', '--receipt'])).stdout.trim();
    const { code, stdout, stderr } = await shell(['run', link, '--receipt', '--expect', other]);
    expect(code).toBe(1);
    expect(stderr).toEqual([
      expect.stringContaining(`the receipt says ${other}, and this machine comes to ${stdout.trim()}`),
    ]);
    expect(await shell(['run', link, '--expect', 'soon'])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('bad input', () => {
  test.each([
    ['run hook --set push:push.inbox=99999', 'push:push.inbox: 99999 is outside 0–10k or inf'],
    ['run hook --set poll.interval=2', '--set poll.interval: “2” is not a duration such as 250ms, 2s or 1.5h (0–1h)'],
    ['run hook --set push.inbux=2', '--set push.inbux=2: there is no parameter “push.inbux”; params lists them all'],
    ['run hook --set pull:push.inbox=2', 'pull:push.inbox: it does nothing in the pull lane'],
    ['run hook --set push.inbox', '--set push.inbox: has no value; write push.inbox=…'],
    ['run hook --lane shove', '--lane: “shove” is not one of push, pull, hybrid'],
    ['run hook --seed x', '--seed: “x” is not a whole number'],
    ['run hook --until 25h', 'until: 25h is outside 1ms–1d'],
    ['run hook --messages 0', '--messages: “0” is not a whole number of messages from 1 on'],
    ['run hook --warmup 40s', '--warmup: 40s is not before the end, 40s'],
    ...['abc', '-1', '1.5'].map((word) => [
      `run hook --warmup ${word}`,
      `--warmup: “${word}” is neither a whole number of messages, from 0 on, nor a time such as 10s`,
    ]),
    ['run hook --seed -1', 'seed: -1 is outside 0–4294967295'],
    ['run hook --seed', '--seed: has no value'],
    ['run hook --set --json', '--set: has no value'],
    ['run hook --json=1', '--json: takes no value'],
    ['run hook --bogus', 'there is no option --bogus here; --help names them all'],
    ['list hook', 'wants no scenario, got hook'],
    ['run hook --json --csv', "--json and --csv can't be had at once"],
    ['run hook --messages 5 --until 5s', "--messages and --until can't be had at once: each says when the run ends"],
    ['run', 'wants one scenario, got none'],
    ['run hook poison', 'wants one scenario, got hook poison'],
    ['jog hook', '“jog” is not one of run, journal, list, params; --help says more'],
  ])('exits 2 and says where: %s', async (words, message) => {
    expect(await shell(words)).toEqual({ code: 2, stdout: '', stderr: [message] });
  });

  test.each([
    ['{', /a\.json: .*JSON/],
    ['[]', /a\.json: The file is not an object/],
    ['{"drill": {}}', /a\.json: can't be run/],
    ['{"scenario": "hooks"}', /a\.json: can't be run/],
    ['{"push.inbox": "many"}', /a\.json: can't be run/],
  ])('in a file, too: %s', async (text, why) => {
    const { code, stderr } = await shell('run a.json', { files: { 'a.json': text } });
    expect(code).toBe(2);
    expect(stderr[0]).toMatch(why);
  });

  test('is a warm-up that takes more messages than come', async () => {
    const { code, stderr } = await shell('run hook --warmup 1M');
    expect(code).toBe(2);
    expect(stderr[0]).toMatch(/^--warmup: only \d+ of 1000000 messages were published by 40s$/);
  });

  test('in a link is listed, with what the page would do', async () => {
    const { code, stderr } = await shell('run #scenario=hook&push.inbox=99999');
    expect(code).toBe(2);
    expect(stderr[1]).toBe('push.inbox: 99999 is outside 0–10k or inf; using 10k.');
  });

  test('names what is no scenario in one line, with the nearest name if one is near', async () => {
    const unknown = (word: string) => `“${word}” is no scenario (list shows their names), no link, and no file either`;
    for (const [word, guess] of [
      ['hoook', '; perhaps “hook”?'],
      ['sqs-standrad', '; perhaps “sqs-standard”?'],
      ['nothing-like-it', ''],
    ])
      expect(await shell(`run ${word}`)).toEqual({ code: 2, stdout: '', stderr: [unknown(word) + guess] });
  });
});

test('journal writes each record as a line, in the order of time, none left out', async () => {
  const { stdout } = await shell('journal hook --until 3s');
  const records = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(records.every(({ time }, i) => i === 0 || records[i - 1].time <= time)).toBe(true);
  for (const lane of hook.lanes) {
    const own = records.filter((record) => record.lane === lane);
    expect(own.map(({ sequence }) => sequence)).toEqual(own.map((_, i) => i));
  }
});

test('list names every scenario in one section, and every preset with its version in another', async () => {
  const { stdout } = await shell('list');
  const sections = stdout.split('\n\n').map((section) => section.trimEnd().split('\n'));
  expect(sections.map(([heading]) => heading)).toEqual(['Teaching scenarios', 'Real systems']);
  const [scenarios, systems] = sections.map(([, ...lines]) => lines);
  expect(scenarios.map((line) => line.split(/ +/)[1])).toEqual(catalogue.map(({ scenario }) => scenario.name));
  expect(systems.map((line) => line.split(/ +/)[1])).toEqual(presets.map(({ preset }) => preset.name));
  systems.forEach((line, i) => {
    expect(line).toContain(presets[i].preset.version);
  });
});

test('list as JSON says of each what kind it is, and of a preset where it is from and what it can’t express', async () => {
  const listed = JSON.parse((await shell('list --json')).stdout);
  expect(listed.map(({ kind, name }: Record<string, string>) => [kind, name])).toEqual([
    ...catalogue.map(({ scenario }) => ['scenario', scenario.name]),
    ...presets.map(({ preset }) => ['preset', preset.name]),
  ]);
  const { name, version, sources, cannot } = presets[0].preset;
  expect(listed.find((each: Record<string, string>) => each.name === name)).toMatchObject({ version, sources, cannot });
});

test('a preset is run by its name', async () => {
  const { scenario, lanes } = await reportOf('run sqs-standard --until 5s');
  expect(scenario).toBe('sqs-standard');
  expect(Object.keys(lanes)).toEqual(['pull']);
  expect(lanes.pull!.counts.acked).toBeGreaterThan(0);
});

test('params has a row for every parameter, as Markdown and as JSON', async () => {
  const { stdout } = await shell('params');
  expect([...stdout.matchAll(/^\| `([\w.]+)`/gm)].map(([, id]) => id).sort()).toEqual([...parameterIds].sort());
  expect(JSON.parse((await shell('params --json')).stdout).map(({ id }: { id: string }) => id)).toEqual(parameterIds);
});

test('help is no error, and names every command', async () => {
  const { code, stdout } = await shell('--help');
  expect(code).toBe(0);
  for (const command of commands) expect(stdout).toContain(`\n  ${command} `);
});

test('the file in the help has an effect with each of its fields', async () => {
  const { stdout } = await shell('--help');
  const file = JSON.parse(/^ *(\{.*\})$/m.exec(stdout)?.[1] ?? '');
  const resultOf = async (fields: object) =>
    (await shell('run a.json --receipt', { files: { 'a.json': JSON.stringify(fields) } })).stdout;
  const whole = await resultOf(file);
  expect(whole).toMatch(/^\d+-/);
  for (const field of Object.keys(file)) expect(await resultOf({ ...file, [field]: undefined }), field).not.toBe(whole);
});

test('the help is true of what names no scenario: a file builds on blank, a link on hook', async () => {
  const { stdout } = await shell('--help');
  expect(stdout).toContain('Without "scenario" a file builds on blank, and a link on hook.');
  const receiptOf = async (source: string) =>
    (await shell(`run ${source} --receipt`, { files: { 'a.json': '{}' } })).stdout;
  expect(await receiptOf('a.json')).toBe(await receiptOf('blank'));
  expect(await receiptOf('#v=1')).toBe(await receiptOf('hook'));
});

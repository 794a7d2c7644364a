/** The words of a lane: which labels there are, and what a label is made of. */

export type Tone = 'plain' | 'number' | 'numberWait' | 'amount' | 'strong' | 'quiet' | 'bad' | 'wait' | 'unit';

export interface Part {
  text: string;
  tone: Tone;
  /** Names a number for tests and for whoever reads the page by program. */
  testId?: string;
}

/** Their places are in labelPlaces.ts. */
export const labels = [
  'who',
  'whoNote',
  'pile',
  'pileNote',
  'room',
  'back',
  'backNote',
  'workers',
  'workersNote',
  'done',
  'doneNote',
  'lost',
  'lostNote',
  'breaker',
  'held',
  'gate',
  'unit',
  'sample',
  'brokerDown',
  'consumerDown',
  'downstreamDown',
  'stripNote',
] as const;
export type Label = (typeof labels)[number];
export type Words = Partial<Record<Label, Part[]>>;

/** What a preset is: a real system in the terms of the parameter table, with its sources and what those terms can't say. */
import type { LaneId } from '../model/lanes.ts';
import type { Values } from '../model/scenario.ts';
import type { Shipped } from './named.ts';

/** Texts are sentences; sources are names of documents. */
export interface Preset {
  /** For ever, for links hold it. */
  name: string;
  title: string;
  /** The system, and what of it stands in the lane. */
  system: string;
  /** Of the system, or of the documents that the values are from. */
  version: string;
  lane: LaneId;
  /** Only what differs from the parameter table. */
  values: Values;
  sources: readonly string[];
  /** What the system does otherwise, or does besides. */
  cannot: readonly string[];
  /** Values that no source at hand confirms. */
  unconfirmed?: readonly string[];
  /** Where sources disagree, and what was chosen where the system leaves the choice. */
  notes?: readonly string[];
}

/** A preset under the load of the blank scenario. */
export interface PresetScenario extends Shipped {
  preset: Preset;
}

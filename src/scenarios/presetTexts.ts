/** What presets say beside their values, by name. A module of its own, for in the page's build only this holds the sentences, and it is fetched when they are wanted. */
import type { Preset } from './preset.ts';
import { presets } from './presets.ts';

export type PresetTexts = Pick<Preset, 'sources' | 'cannot' | 'unconfirmed' | 'notes'>;

export const presetTexts: Readonly<Record<string, PresetTexts>> = Object.fromEntries(
  presets.map(({ preset: { name, sources, cannot, unconfirmed = [], notes = [] } }) => [
    name,
    { sources, cannot, unconfirmed, notes },
  ]),
);

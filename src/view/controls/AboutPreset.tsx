/** Which system a preset is, and what it says of itself, fetched behind the closed summary. Nothing where the base is no preset. */
import { lazy, Suspense } from 'react';
import { presets } from '../../scenarios/presets.ts';
import { useLab } from '../../store/useLab.ts';

const PresetTexts = lazy(() => import('./PresetTexts.tsx'));

export function AboutPreset() {
  const name = useLab((state) => state.base.name);
  const preset = presets.find((each) => each.preset.name === name)?.preset;
  if (preset === undefined) return null;
  return (
    // A new preset is closed again.
    <details key={name} className="about">
      <summary>About this preset</summary>
      <p>{preset.system}.</p>
      <Suspense>
        <PresetTexts preset={preset} />
      </Suspense>
    </details>
  );
}

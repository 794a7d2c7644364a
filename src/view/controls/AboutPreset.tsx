/** Of which system and version a preset is, from which sources, and what it can't express. Nothing where the base is no preset. */
import { presets } from '../../scenarios/presets.ts';
import { useLab } from '../../store/useLab.ts';

export function AboutPreset() {
  const name = useLab((state) => state.base.name);
  const preset = presets.find((each) => each.preset.name === name)?.preset;
  if (preset === undefined) return null;
  const lists = [
    { says: 'Version', texts: [preset.version] },
    { says: 'What it can’t express', texts: preset.cannot },
    { says: 'No source confirms', texts: preset.unconfirmed ?? [] },
    { says: 'Notes', texts: preset.notes ?? [] },
    { says: 'Sources', texts: preset.sources },
  ].filter(({ texts }) => texts.length > 0);
  return (
    // A new preset is closed again.
    <details key={name} className="about">
      <summary>About this preset</summary>
      <p>{preset.system}.</p>
      <dl>
        {lists.map(({ says, texts }) => (
          <div key={says}>
            <dt className="sc">{says}</dt>
            {texts.map((text) => (
              <dd key={text}>{text}</dd>
            ))}
          </div>
        ))}
      </dl>
    </details>
  );
}

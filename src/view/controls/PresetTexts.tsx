/** A preset's version, its sources, and what it can't express. */
import type { Preset } from '../../scenarios/preset.ts';
import { presetTexts } from '../../scenarios/presetTexts.ts';

export default function PresetTexts({ preset }: { preset: Preset }) {
  const { cannot, unconfirmed = [], notes = [], sources } = presetTexts[preset.name]!;
  const lists = [
    { says: 'Version', texts: [preset.version] },
    { says: 'What it can’t express', texts: cannot },
    { says: 'No source confirms', texts: unconfirmed },
    { says: 'Notes', texts: notes },
    { says: 'Sources', texts: sources },
  ].filter(({ texts }) => texts.length > 0);
  return (
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
  );
}

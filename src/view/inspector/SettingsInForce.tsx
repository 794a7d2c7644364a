/** The settings of a part of a lane as they are now; those that differ from the named scenario are marked and say from what. */
import type { LaneId } from '../../model/lanes.ts';
import { parameters, type Settings } from '../../model/parameters.ts';
import type { NodeId } from '../../store/state.ts';
import { useLab } from '../../store/useLab.ts';
import { standing } from '../controls/standing.ts';
import { valueWords } from '../story/settingWords.ts';
import { settingsOfNode } from './nodeSettings.ts';

interface Props {
  node: NodeId;
  lane: LaneId;
  settings: Settings;
}

export function SettingsInForce({ node, lane, settings }: Props) {
  const base = useLab((state) => state.base);
  const ids = settingsOfNode(node, lane, settings);
  if (ids.length === 0) return null;
  return (
    <>
      <h3 className="sc">Settings in force</h3>
      <table className="card-settings">
        <tbody>
          {ids.map((id) => {
            const planned = standing(base, id, lane, 0);
            const isChanged = settings[id] !== planned;
            return (
              <tr key={id} title={parameters[id].help}>
                <th scope="row">{parameters[id].label}</th>
                <td>
                  {isChanged && <span className="t2">{valueWords(id, planned)} → </span>}
                  {isChanged ? <strong>{valueWords(id, settings[id])}</strong> : valueWords(id, settings[id])}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

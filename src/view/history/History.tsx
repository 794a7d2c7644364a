/** What was done to the run, the last at the end; each line is a way back to it. Below, the branches, if there is more than one. */
import { useEffect, useRef } from 'react';
import { branchesOf } from '../../store/history.ts';
import { goToStep } from '../../store/undoing.ts';
import { useLab } from '../../store/useLab.ts';
import { BranchRow } from './BranchRow.tsx';
import { branchNames } from './branchWords.ts';
import { wordsAt } from './deedWords.ts';
import './history.css';
import { UndoPair } from './UndoPair.tsx';

export function History() {
  const history = useLab((state) => state.history);
  const { steps, position } = history;
  const current = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another position is another current line
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' });
  }, [position]);
  const branches = branchesOf(history);
  const names = branchNames(branches);
  return (
    <div className="history">
      <div className="undo">
        <UndoPair />
      </div>
      <ol aria-label="Changes">
        {steps.map((_, i) => {
          const { time, words, fork } = wordsAt(history, i);
          return (
            <li key={i}>
              <button
                ref={i === position ? current : null}
                type="button"
                className={i > position ? 't2' : ''}
                aria-current={i === position ? 'step' : undefined}
                title={i < position ? 'Undo to here' : i > position ? 'Redo to here' : 'The run stands here'}
                onClick={() => goToStep(i)}
              >
                <span className="t2">{time}</span>
                <span>
                  {words}
                  {fork !== '' && <small>{fork}</small>}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      {branches.length > 1 && (
        <>
          <h2 className="sc">Branches</h2>
          <ul aria-label="Branches">
            {branches.map((branch) => (
              <BranchRow
                key={branch.id}
                id={branch.id}
                name={names.get(branch.id)!}
                isPlayed={branch.id === steps[position]!.current}
              />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

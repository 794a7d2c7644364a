/** One choice among a few, as the platform's own radio buttons, each with what it means. */
import { useId } from 'react';

interface Props<Value extends string> {
  legend: string;
  options: readonly { value: Value; label: string; says?: string }[];
  value: Value;
  onChoose: (value: Value) => void;
}

export function Options<Value extends string>({ legend, options, value, onChoose }: Props<Value>) {
  const name = useId();
  return (
    <fieldset>
      <legend className="sc">{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChoose(option.value)} />
          <span>
            <b>{option.label}</b>
            {option.says && <span className="t2"> {option.says}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** The link to this very run in the Lab. A frame that may open no window shows the address instead, to be copied. */
import { type MouseEvent, useState } from 'react';
import { unsaid } from '../../model/linkView.ts';
import { fragmentOf, pageAddress } from '../../store/address.ts';
import { lab, player } from '../../store/lab.ts';

/** Without the query, which is what makes the page a figure. */
function addressInLab(): string {
  const { scenario, base } = lab.getState();
  return `${pageAddress()}#${fragmentOf({ scenario, base, view: { ...unsaid, at: player.playhead() } })}`;
}

export function OpenInLab() {
  const [address, setAddress] = useState<string | null>(null);
  const open = (event: MouseEvent<HTMLAnchorElement>) => {
    event.currentTarget.href = addressInLab();
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const opened = window.open(event.currentTarget.href, '_blank');
    if (opened === null) setAddress(event.currentTarget.href);
    else opened.opener = null;
  };
  if (address === null) {
    return (
      <a className="link" href="./" target="_blank" rel="noreferrer" onClick={open}>
        Open in the Lab
      </a>
    );
  }
  return (
    <label className="embed-address">
      The page around this frame lets it open no window. Copy the address:{' '}
      <input readOnly value={address} ref={(input) => input?.select()} onBlur={() => setAddress(null)} />
    </label>
  );
}

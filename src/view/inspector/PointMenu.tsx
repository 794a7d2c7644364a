/** The menu of what is pointed at: look closer, or do harm. Arrow keys walk it, Escape and a click beside it close it. */
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { inspect, setFollows } from '../../store/inspecting.ts';
import { harmsOf } from './harm.ts';
import type { Asked } from './usePointing.ts';

interface Props {
  stage: HTMLElement;
  asked: Asked;
  onClose: () => void;
}

export function PointMenu({ stage, asked, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  const { what, x, y, opener } = asked;
  useEffect(() => {
    const { current } = menu;
    current!.showPopover();
    const { offsetWidth, offsetHeight } = current!;
    current!.style.left = `${Math.max(4, Math.min(x, window.innerWidth - offsetWidth - 4))}px`;
    current!.style.top = `${Math.max(4, Math.min(y, window.innerHeight - offsetHeight - 4))}px`;
    current!.querySelector('button')?.focus();
  }, [x, y]);
  useEffect(() => {
    const onDown = (event: PointerEvent) => menu.current?.contains(event.target as Node) || onClose();
    document.addEventListener('pointerdown', onDown, true);
    return () => document.removeEventListener('pointerdown', onDown, true);
  }, [onClose]);
  const items = [
    { label: what.kind === 'node' ? 'Open its card' : 'Show its life', act: () => inspect(what) },
    ...(what.kind === 'message'
      ? [
          {
            label: 'Follow it',
            act: () => {
              inspect(what);
              setFollows(true);
            },
          },
        ]
      : []),
    ...harmsOf(what),
  ];
  const close = () => {
    onClose();
    opener?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...menu.current!.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      close();
    } else if (next !== undefined) {
      event.preventDefault();
      buttons.at(next % buttons.length)!.focus();
    }
    // No key of the page acts while a menu is open.
    event.stopPropagation();
  };
  return createPortal(
    <div
      ref={menu}
      // An automatic one would close as the finger that asked for it by a long press is lifted.
      popover="manual"
      className="point-menu"
      role="menu"
      tabIndex={-1}
      aria-label="What to do with it"
      onKeyDown={onKeyDown}
    >
      {items.map(({ label, act }) => (
        <button
          key={label}
          type="button"
          role="menuitem"
          onClick={() => {
            close();
            act();
          }}
        >
          {label}
        </button>
      ))}
    </div>,
    // It rises above everything wherever it stands; here it belongs to what it is about.
    stage,
  );
}

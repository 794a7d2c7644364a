/** The small arrow that takes a change back. */
interface Props {
  label: string;
  to: string;
  onClick: () => void;
}

export function ResetButton({ label, to, onClick }: Props) {
  return (
    <button
      type="button"
      className="reset"
      aria-label={`Reset ${label} to ${to}`}
      title={`Reset to ${to}`}
      onClick={onClick}
    >
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <path d="M3 3.2A4 4 0 1 1 2 6.4M3.2 .8V3.6H6" fill="none" stroke="currentColor" strokeWidth="1.4" />
      </svg>
    </button>
  );
}

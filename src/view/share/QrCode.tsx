/** A link as a QR code, black on white in both themes, for cameras want it so. */
import { encode } from 'uqr';

/** What the largest code holds. */
const BYTES_MAX = 2_953;
/** Cameras find the code by the white around it. */
const BORDER = 4;

/** Each run of black modules of a row is one stroke. */
function pathOf(rows: readonly boolean[][]): string {
  return rows
    .flatMap((row, y) =>
      row.flatMap((black, x) => {
        if (!black || row[x - 1]) return [];
        const end = row.indexOf(false, x);
        return [`M${x} ${y}h${(end < 0 ? row.length : end) - x}v1H${x}z`];
      }),
    )
    .join('');
}

export function QrCode({ link }: { link: string }) {
  if (link.length > BYTES_MAX)
    return (
      <p>
        The link has {link.length} characters, and a QR code holds {BYTES_MAX} at most. Send the JSON file instead.
      </p>
    );
  const { data, size } = encode(link, { ecc: 'L', border: BORDER });
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label="QR code of the link"
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={pathOf(data)} fill="#000" />
    </svg>
  );
}

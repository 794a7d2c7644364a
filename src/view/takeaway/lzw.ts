/** Compression as GIF wants it: Lempel, Ziv and Welch with codes that grow from `bits` + 1 to 12 bits, lowest bit first. */

const CODES_MAX = 4096;
/** A prime with room to spare, so that a search seldom takes more than a step. */
const SLOTS = 9973;

export function compress(symbols: Uint8Array, bits: number): Uint8Array {
  const clear = 1 << bits;
  const end = clear + 1;
  const keys = new Int32Array(SLOTS);
  const codes = new Uint16Array(SLOTS);
  let out = new Uint8Array(Math.max(64, symbols.length >> 3));
  let length = 0;
  let buffer = 0;
  let held = 0;
  let width = bits + 1;
  let next = end + 1;

  const emit = (code: number) => {
    buffer |= code << held;
    for (held += width; held >= 8; held -= 8) {
      if (length === out.length) {
        const larger = new Uint8Array(2 * length);
        larger.set(out);
        out = larger;
      }
      out[length++] = buffer & 0xff;
      buffer >>>= 8;
    }
  };
  const forget = () => {
    emit(clear);
    keys.fill(-1);
    width = bits + 1;
    next = end + 1;
  };

  forget();
  let prefix = symbols[0];
  for (let i = 1; i < symbols.length; i++) {
    const symbol = symbols[i];
    const key = (prefix << 8) | symbol;
    let slot = key % SLOTS;
    while (keys[slot] !== -1 && keys[slot] !== key) slot = slot + 1 === SLOTS ? 0 : slot + 1;
    if (keys[slot] === key) {
      prefix = codes[slot];
      continue;
    }
    emit(prefix);
    prefix = symbol;
    if (next === CODES_MAX) {
      forget();
      continue;
    }
    // A reader is one code behind, so the width grows one code later than there is a code that needs it.
    if (next === 1 << width) width++;
    keys[slot] = key;
    codes[slot] = next++;
  }
  emit(prefix);
  if (next === 1 << width && width < 12) width++;
  emit(end);
  if (held > 0) {
    width = 8;
    emit(0);
  }
  return out.slice(0, length);
}

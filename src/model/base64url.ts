/** Bytes, as a string of characters below 256, in the 64 characters that an address leaves alone. */
export const toBase64url = (bytes: string): string =>
  btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** Null if `text` is not base64url. */
export const fromBase64url = (text: string): string | null =>
  /^[\w-]*$/.test(text) && text.length % 4 !== 1 ? atob(text.replaceAll('-', '+').replaceAll('_', '/')) : null;

/** The page's two typefaces as a style sheet that has them in it, for files that are shown without the page. */
import sans from '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2?url';
import serif from '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2?url';

const faces = [
  { family: 'Source Sans 3', address: sans },
  { family: 'Source Serif 4', address: serif },
];

async function dataOf(address: string, signal: AbortSignal): Promise<string> {
  const bytes = new Uint8Array(await (await fetch(address, { signal })).arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

export async function facesOf(signal: AbortSignal): Promise<string> {
  const rules = faces.map(async ({ family, address }) => {
    const source = `url(data:font/woff2;base64,${await dataOf(address, signal)})`;
    return `@font-face{font-family:"${family}";font-weight:200 900;src:${source}}`;
  });
  return (await Promise.all(rules)).join('');
}

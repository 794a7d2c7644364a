import { expect, test } from 'vitest';
import { elementCode, frameCode, markdownCode } from './snippets.ts';

const run = { page: 'https://lab.example/lab/', fragment: 'v=1&scenario=hook&t=21s', title: 'Hook' };
const evil = { ...run, fragment: "v=1&name=a'(b)", title: '"><script>alert(1)</script> [x](y) & `z`' };

test('a frame holds the embed at its size, in a sandbox', () => {
  expect(frameCode(run)).toBe(
    '<iframe src="https://lab.example/lab/?embed=1#v=1&amp;scenario=hook&amp;t=21s" title="Hook" width="720" height="420" style="border:0" loading="lazy" sandbox="allow-scripts"></iframe>',
  );
});

test('the element comes with its script', () => {
  expect(elementCode(run)).toBe(
    '<script src="https://lab.example/lab/embed.js" async></script>\n<push-pull-lab src="https://lab.example/lab/#v=1&amp;scenario=hook&amp;t=21s" title="Hook"></push-pull-lab>',
  );
});

test('Markdown is a picture that leads to the run', () => {
  expect(markdownCode(run, 'hook.svg')).toBe('[![Hook](hook.svg)](https://lab.example/lab/#v=1&scenario=hook&t=21s)');
});

test('a name that is markup stays a name', () => {
  expect(frameCode(evil).match(/<[a-z/]+/g)).toEqual(['<iframe', '</iframe']);
  expect(elementCode(evil).match(/<[a-z/-]+/g)).toEqual(['<script', '</script', '<push-pull-lab', '</push-pull-lab']);
  expect(markdownCode(evil, 'x.svg')).toBe(
    String.raw`[![">\<script\>alert(1)\</script\> \[x\](y) \& \`z\`](x.svg)](https://lab.example/lab/#v=1&name=a'%28b%29)`.replace(
      '">',
      String.raw`"\>`,
    ),
  );
});

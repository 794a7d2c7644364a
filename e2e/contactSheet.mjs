/** The page of reference pictures: a table a size, a row a mode, a column a moment; or, turned by a link, one mode or moment alone. */

const altOf = ({ says, size, moment }) =>
  `The ${size.embed ? 'figure' : 'page'} at ${size.id.replace(/^embed-/, '')}, ${says}: ${moment.says}.`;

function cell(shot) {
  if (shot === undefined) return '<td></td>';
  return `<td><a href="${shot.file}"><img src="${shot.file}" alt="${altOf(shot)}" loading="lazy" width="${shot.size.width}" height="${shot.size.height}"></a></td>`;
}

function table(size, shots, moments, modes) {
  const of = (mode, moment) =>
    shots.find((shot) => shot.size.id === size.id && shot.mode === mode.id && shot.moment.id === moment.id);
  const rows = modes
    .filter((mode) => moments.some((moment) => of(mode, moment)))
    .map(
      (mode) =>
        `<tr id="${size.id}-${mode.id}"><th scope="row">${mode.says}</th>${moments.map((moment) => cell(of(mode, moment))).join('')}</tr>`,
    );
  return `<section id="${size.id}">
<h2>${size.id.replace('x', '×').replace(/^embed-/, 'embedded, ')}</h2>
<table>
<thead><tr><td></td>${moments.map(({ says }) => `<th scope="col">${says}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</section>`;
}

export function contactSheet(shots, moments, modes, sizes) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Push–Pull Lab: reference pictures</title>
<style>
body { margin: 24px; font: 14px/1.4 system-ui, sans-serif; color: #1b2430; background: #fff }
nav a { margin-right: 16px }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th { text-align: left; font-weight: 600; vertical-align: top; padding: 8px 8px 8px 0 }
thead td, th[scope=row] { width: 110px }
td { padding: 8px; border-top: 1px solid #cdd3da; vertical-align: top }
img { display: block; max-width: 100%; height: auto; outline: 1px solid #e4e8ec }
</style>
</head>
<body>
<h1>Reference pictures</h1>
<p>Each is an instant of a link, taken with the run standing still: the same build gives the same pictures. A picture opens in its full size.</p>
<nav>${sizes.map(({ id }) => `<a href="#${id}">${id}</a>`).join('')}</nav>
${sizes.map((size) => table(size, shots, moments, modes)).join('\n')}
</body>
</html>
`;
}

// What the page of examples does with its second figure: the host API in use.
const figure = document.querySelector('#controlled');
const heard = document.querySelector('#heard');

document.querySelector('#play').addEventListener('click', () => figure.play());
document.querySelector('#pause').addEventListener('click', () => figure.pause());
document.querySelector('#seek').addEventListener('click', () => figure.seek(21.5));
document.querySelector('#inbox').addEventListener('click', () => figure.set('push:push.inbox', '40'));

const lines = [];
for (const type of ['playing', 'paused', 'milestone', 'headline', 'finished', 'refused']) {
  figure.addEventListener(type, ({ detail }) => {
    const said = Object.values(detail).filter((value) => value !== null);
    lines.unshift([type, ...said].join(' · '));
    heard.textContent = lines.slice(0, 6).join('\n');
  });
}

// Loads what the address asks for: the Lab, or with `?embed=1` the figure alone. A classic script, because a sandboxed frame may load no module.
(() => {
  const root = document.getElementById('root');
  // A script that is missing, or too new for the browser, leaves no white page.
  const told = () => {
    if (!root.firstChild)
      root.textContent = 'This page could not start: it needs all of its files, and a browser of 2022.';
  };
  addEventListener('error', told, true);
  const { dataset } = document.currentScript;
  const embed = new URLSearchParams(location.search).get('embed') === '1';
  const { styles, scripts } = JSON.parse(embed ? dataset.embed : dataset.lab);
  for (const href of styles) {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'stylesheet', href });
    document.head.append(link);
  }
  for (const src of scripts) {
    const script = document.createElement('script');
    if (!embed) script.type = 'module';
    script.src = src;
    document.head.append(script);
  }
})();

// <push-pull-lab src="…" lanes="push,pull" …>: a live figure of the Push–Pull Lab in any page. What it may and must is in examples.html.
(() => {
  const PROTOCOL = 'push-pull-lab';
  const VERSION = 1;
  /** The figure is drawn for 720×420; a lane that is shown alone or with another takes the same height, a third one 116 more. */
  const WIDTH = 720;
  const HEIGHT = 420;
  const ROW = 116;
  const SMALLEST = 280;
  /** Messages kept for a figure that can't hear yet. */
  const WAITING = 50;
  /** Handed on in the frame's address, where they are read and explained. */
  const attributes = [
    'lanes',
    'charts',
    'controls',
    'drill',
    'from',
    'to',
    'loop',
    'speed',
    'theme',
    'caption',
    'title',
    'read-only',
    'lang',
    'poster',
    'engine',
  ];
  const here = new URL('.', document.currentScript.src).href;
  const figures = new Set();

  class PushPullLab extends HTMLElement {
    static observedAttributes = ['src', 'host-origin', ...attributes];
    #frame = null;
    #due = false;
    /** What was asked before the figure could hear. */
    #waiting = [];
    #ready = false;
    #resized = new ResizeObserver(() => this.#fit());
    #hear = (event) => this.#heard(event);

    connectedCallback() {
      if (this.#frame === null) {
        const frame = document.createElement('iframe');
        // Scripts, and a way out for “Open in the Lab”. No same origin: the figure can read nothing of this page.
        frame.setAttribute('sandbox', 'allow-scripts allow-popups allow-popups-to-escape-sandbox');
        frame.loading = 'lazy';
        frame.referrerPolicy = 'no-referrer';
        frame.style.cssText = 'display:block;width:100%;height:100%;border:0';
        this.#frame = frame;
        this.attachShadow({ mode: 'closed' }).append(frame);
      }
      if (getComputedStyle(this).display === 'inline') this.style.display = 'block';
      figures.add(this);
      addEventListener('message', this.#hear);
      this.#resized.observe(this);
      this.#build();
    }

    disconnectedCallback() {
      figures.delete(this);
      removeEventListener('message', this.#hear);
      this.#resized.disconnect();
    }

    attributeChangedCallback() {
      if (this.isConnected) this.#build();
    }

    play() {
      this.#say({ type: 'play' });
    }
    pause() {
      this.#say({ type: 'pause' });
    }
    /** Seconds of simulated time. */
    seek(seconds) {
      this.#say({ type: 'seek', seconds: Number(seconds) });
    }
    /** A parameter by its id, of one lane as in `push:push.inbox`; the value as a link writes it, such as `0.2s` or `20`. */
    set(id, value) {
      this.#say({ type: 'set', id: String(id), value: typeof value === 'boolean' ? value : String(value) });
    }

    /** All attributes that a page sets in one go make one address. */
    #build() {
      if (this.#due) return;
      this.#due = true;
      queueMicrotask(() => {
        this.#due = false;
        if (!this.isConnected) return;
        const address = new URL(this.getAttribute('src') ?? '', here);
        address.searchParams.set('embed', '1');
        for (const name of attributes) {
          if (this.hasAttribute(name)) address.searchParams.set(name, this.getAttribute(name));
        }
        // Where there are several, only the one in use simulates.
        if (!this.hasAttribute('poster') && document.querySelectorAll('push-pull-lab').length > 1) {
          address.searchParams.set('poster', '1');
        }
        const pin = this.getAttribute('host-origin') ?? (location.origin === 'null' ? null : location.origin);
        if (pin !== null) address.searchParams.set('host-origin', pin);
        this.#ready = false;
        this.#frame.title = this.getAttribute('title') ?? 'A live figure of the Push–Pull Lab';
        this.#frame.src = address.href;
        this.#fit();
      });
    }

    #fit() {
      const lanes = (this.getAttribute('lanes') ?? '').split(',').length;
      const tall = HEIGHT + Math.max(0, lanes - 2) * ROW;
      const height = this.clientWidth < WIDTH ? Math.max(SMALLEST, (this.clientWidth * tall) / WIDTH) : tall;
      this.style.height = `${Math.round(height)}px`;
    }

    #say(message) {
      if (!this.#ready) this.#waiting = [...this.#waiting, message].slice(-WAITING);
      // An opaque origin can't be named, so the address is that of the window itself.
      else this.#frame.contentWindow.postMessage({ protocol: PROTOCOL, version: VERSION, ...message }, '*');
    }

    #heard({ source, origin, data }) {
      // The frame is sandboxed, so its origin is opaque; anything else in its place is not the figure.
      if (source !== this.#frame.contentWindow || source === null || origin !== 'null') return;
      if (typeof data !== 'object' || data === null || data.protocol !== PROTOCOL || data.version !== VERSION) return;
      const { protocol, version, type, ...detail } = data;
      if (type === 'ready') {
        this.#ready = true;
        for (const message of this.#waiting.splice(0)) this.#say(message);
      }
      if (type === 'playing') for (const other of figures) if (other !== this) other.#rest();
      if (['ready', 'playing', 'paused', 'milestone', 'headline', 'finished', 'refused'].includes(type)) {
        this.dispatchEvent(new CustomEvent(type, { detail }));
      }
    }

    #rest() {
      if (this.#ready && this.isConnected) this.#say({ type: 'rest' });
    }
  }

  customElements.define('push-pull-lab', PushPullLab);
})();

/*! doc-bai-viet, MIT */
/*
 * SPDX-License-Identifier: MIT
 *
 * A web article, read aloud in the page itself.
 *
 * Copyright (c) 2026 the doc-bai-viet authors
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
 * associated documentation files (the "Software"), to deal in the Software without restriction,
 * including without limitation the rights to use, copy, modify, merge, publish, distribute,
 * sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
 * furnished to do so, subject to the following conditions: The above copyright notice and this
 * permission notice shall be included in all copies or substantial portions of the Software.
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
 * NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
 * NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
 * DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
 * OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
 *
 *
 * THE TAG
 *
 *   <script src="embed.js" defer></script>
 *   <doc-bai-viet src="bai.mp3" timing="bai.json" transcript="bai.html" download>
 *     <audio controls preload="none" src="bai.mp3"></audio>   (children: shown without JavaScript)
 *     <a href="bai.html">Bản chữ</a>
 *   </doc-bai-viet>
 *
 *   src         the recording; asked for when the visitor presses play, never before
 *   timing      the timing document; or inline, where nothing can be fetched (file://):
 *               <script type="application/json"> as a child, or anywhere with data-doc-bai-viet
 *   transcript  a page with the words, linked from the panel
 *   download    offers `src` for download; a value is the file's name
 *   api         a server: GET {api}/api/v1/articles?url=… tells all of the above
 *   article     CSS selector of the article; without it, it is recognised
 *   lang        "vi" or "en", for the component's own words; else the page's language
 *
 *   A tag that names no recording asks the server that this script came from. A page without a tag
 *   gets one after the article's h1, from that same server, unless the script has `data-manual`;
 *   the script's data-article, data-lang and data-download go to that tag.
 *
 * THE SERVER'S ANSWER (addresses may be relative to it)
 *
 *   {"audio", "timing", "transcript", "title", "complete", "article": selector,
 *    "voices": [{"name", "label", "audio", "timing"}], "controls": [{"kind", "selector"}]}
 *
 * THE TIMING DOCUMENT (times in milliseconds; words count code points of `exact`)
 *
 *   {"version": 1, "title", "language", "duration", "complete", "audio": {"src"}, "sentences": [
 *     {"id", "kind", "block", "quote": {"exact", "prefix", "suffix"}, "begin", "end",
 *      "words": [[start, end, begin, end], …]}, …]}
 *
 *   With "complete": false the recording is still being made: the document is asked for again every
 *   second and only grows, and the audio comes as a stream.
 *
 * WHAT THE READER CAN DO
 *
 *   While an article is read, a click on a sentence, or Enter where the caret or the selection is
 *   (caret browsing, F7; screen readers), hears it from there; "Bản chữ" lists every sentence as a
 *   button. Escape closes what is open. K, J and L (pause, back, on) wait to be allowed. Place,
 *   speed, size and the other choices stay in the reader's own browser (localStorage).
 *
 * THE PAGE'S OWN CONTROLS
 *
 *   A button or link of the page that says "Đọc bài viết", "Báo nói", "Xem cỡ chữ − +" and the like,
 *   or that the server names, is taken over: it does what ours does, whatever script it had, gets a
 *   name and a role where it lacks them, and ours is not shown beside it.
 *
 * FOR SCRIPTS
 *
 *   play(), pause(), seek(ms), paused, currentTime, duration (seconds), playbackRate; events
 *   "sentence" and "word" (detail: {index, sentence} and {index, word}), "play", "pause", "ended".
 *   Colours: --doc-bai-viet-accent and --doc-bai-viet-accent-ink.
 *
 * The page's own DOM gets no element and no text; its controls get attributes as told above, and
 * the article has one, data-doc-bai-viet-text, while its type is set; highlights are ranges (CSS Custom Highlight API).
 */
(() => {
  'use strict';

  const TAG = 'doc-bai-viet';
  const MARK = `${TAG}-text`;
  const SCRIPT = document.currentScript;
  const BASE = SCRIPT && /^https?:/.test(SCRIPT.src) ? new URL('.', SCRIPT.src).href : null;

  // ── Words of the interface ────────────────────────────────────────────────────────────────────

  // Vietnamese, English.
  const WORDS = {
    read: ['Đọc bài viết', 'Read aloud'],
    restart: ['Từ đầu', 'From the start'],
    resume: ['Đọc tiếp', 'Resume'],
    from: ['từ', 'from'],
    pause: ['Tạm dừng', 'Pause'],
    prev: ['Câu trước', 'Previous sentence'],
    next: ['Câu sau', 'Next sentence'],
    prevBlock: ['Đoạn trước', 'Previous paragraph'],
    nextBlock: ['Đoạn sau', 'Next paragraph'],
    place: ['Vị trí', 'Position'],
    speed: ['Tốc độ', 'Speed'],
    more: ['Thêm lựa chọn', 'More options'],
    close: ['Dừng và đóng', 'Stop and close'],
    size: ['Xem cỡ chữ', 'Text size'],
    smaller: ['Giảm cỡ chữ', 'Smaller text'],
    larger: ['Tăng cỡ chữ', 'Larger text'],
    reset: ['Cỡ chữ ban đầu', 'Original text size'],
    type: ['Aa: kiểu chữ', 'Aa: text style'],
    spacing: ['Giãn dòng', 'Line spacing'],
    contrast: ['Tương phản', 'Contrast'],
    font: ['Phông chữ dễ đọc', 'Easy-to-read font'],
    asIs: ['Như trang', 'As the page'],
    onWhite: ['Đen trên trắng', 'Black on white'],
    yellow: ['Vàng trên đen', 'Yellow on black'],
    voice: ['Giọng đọc', 'Voice'],
    light: ['Tô sáng chỗ đang đọc', 'Highlight what is read'],
    follow: ['Cuộn theo chỗ đang đọc', 'Scroll along'],
    keys: ['Phím tắt K, J, L', 'Shortcuts K, J, L'],
    words: ['Bản chữ', 'Transcript'],
    page: ['Trang bản chữ', 'Transcript page'],
    save: ['Tải MP3', 'Download MP3'],
    back: ['Về chỗ đang đọc', 'Back to what is being read'],
    wait: ['Đang chuẩn bị…', 'Preparing…'],
    done: ['Đã đọc hết bài.', 'The article has been read.'],
    lost: ['Không tải được bản đọc. Hãy thử lại.', 'The recording cannot be loaded. Try again.'],
    isSpeech: ['Chưa có bản đọc; đây là giọng của trình duyệt.', 'No recording yet; this is the browser’s own voice.'],
    mute: ['Chưa có bản đọc, và trình duyệt không có giọng tiếng Việt.', 'No recording yet, and the browser has no voice for it.'],
    of: ['trên', 'of'],
    min: ['phút', 'min'],
    sec: ['giây', 's'],
  };

  // ── Text: what counts when two texts are compared ─────────────────────────────────────────────

  const KEPT = /[\p{L}\p{N}\p{M}]/u;
  const OPENS = /[\p{Ps}\p{Pi}"'–-]/u;
  const CLOSES = /[^\p{L}\p{N}\s\p{Ps}\p{Pi}]/u;
  const CLUSTER = /\P{M}\p{M}*/gu; // a character and the marks that belong to it
  const foldings = new Map();

  /** The units that a cluster is compared by: lower case, decomposed, marks in their order; '' for
   *  all but letters, digits and marks: white space, quotes, dashes, what is invisible. */
  function folding(cluster) {
    let folded = foldings.get(cluster);
    if (folded === undefined) {
      folded = [...cluster.toLowerCase().normalize('NFKD')].filter((c) => KEPT.test(c)).join('');
      foldings.set(cluster, folded);
    }
    return folded;
  }

  /** Folded text in which every unit knows its place in the source. */
  class Folded {
    text = '';
    at = [];

    /** Adds a source; places count from `base`, in code points or else in UTF-16 units. */
    add(source, base = 0, inPoints = false) {
      const { at } = this;
      let place = base;
      for (const cluster of source.match(CLUSTER) ?? []) {
        const folded = folding(cluster);
        const size = inPoints ? [...cluster].length : cluster.length;
        for (let i = 0; i < folded.length; i++) at.push(place + (i < size ? i : size - 1));
        this.text += folded;
        place += size;
      }
      return this;
    }
  }

  const here = () => location.href.split('#')[0];

  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd')
    .replace(/\s+/g, ' ').trim().toLowerCase();

  const SKIPPED = `script,style,textarea,select,button,${TAG}`;
  const unseen = (element) => element.checkVisibility?.() === false;

  /** The visible text of the page, folded, with the way back to its nodes. */
  class PageText {
    nodes = [];
    starts = [];

    constructor(root) {
      const folded = new Folded();
      const filter = (node) => (node.nodeType === 1 ? PageText.#judge(node) : 1);
      const walker = document.createTreeWalker(root, 5, filter);
      for (let node, base = 0; (node = walker.nextNode()); base += node.length + 1) {
        this.nodes.push(node);
        this.starts.push(base);
        folded.add(node.data, base);
      }
      this.text = folded.text;
      this.at = folded.at;
    }

    static #judge(element) {
      return unseen(element) || element.matches(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    }

    /** Whether a word can begin at `k`: something that does not count stands before it. */
    edge(k) {
      const { at } = this;
      return k <= 0 || k >= at.length || at[k] - at[k - 1] > 1;
    }

    point(place) {
      const n = lastAt(this.starts, (start) => start, place);
      return [this.nodes[n], place - this.starts[n]];
    }

    inHeading(k) {
      return this.point(this.at[k])[0].parentElement.closest('h1');
    }

    /** The range of the units `from` to `to` (inclusive); of a sentence, with its punctuation. */
    range(from, to, whole) {
      let [first, start] = this.point(this.at[from]);
      let [last, stop] = this.point(this.at[to] + 1);
      while (whole && OPENS.test(first.data[start - 1])) start--;
      while (whole && CLOSES.test(last.data[stop])) stop++;
      const range = new Range();
      range.setStart(first, start);
      range.setEnd(last, Math.min(stop, last.length));
      return range;
    }
  }

  /** Index of the last item whose key is at most `value`; −1 before the first. */
  function lastAt(items, key, value) {
    let low = 0;
    for (let high = items.length; low < high;) {
      const middle = (low + high) >> 1;
      if (key(items[middle]) <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  // ── Anchoring: where on the page each sentence stands ─────────────────────────────────────────

  const HEAD = 16; // folded units that make a sentence worth looking up
  const CLOSE = 120; // a shorter one further from its neighbours needs its context to agree,
  const NEAR = 900; // and so does any further than this
  const REACH = 8000; // how far on is searched for what is certain, and for what was edited
  const GRAM = 10; // what an edited sentence is compared by
  const ALIKE = 0.6; // share of an edited sentence that must be there

  /** What of a quote is looked for. */
  function needle(sentence) {
    const { exact = '', prefix = '', suffix = '' } = sentence.quote || {};
    const folded = new Folded().add(exact, 0, true);
    return {
      text: folded.text,
      at: folded.at,
      prefix: new Folded().add(prefix).text,
      suffix: new Folded().add(suffix).text,
      title: sentence.kind === 'title',
    };
  }

  /** How many units before and after a place are as the quote's context says. */
  function context({ text }, { prefix, suffix }, from, to) {
    let n = 0;
    while (n < prefix.length && text[from - 1 - n] === prefix.at(-1 - n)) n++;
    let m = 0;
    while (m < suffix.length && text[to + m] === suffix[m]) m++;
    return n + m;
  }

  /** For each quote its place, or null: {from, to, map}; `map` is null where the text is the same.
   *
   *  Places rise. The next sentence that stands exactly once in what follows is certain: what comes
   *  before it is searched for up to there, first as it is, then with edits. */
  function anchor(quotes, page) {
    let [low, high, next] = [0, 0, 0];
    return quotes.map((quote, i) => {
      if (next <= i) [next, high] = certain(quotes, page.text, i + 1, low);
      const place = exactly(quote, page, low, high) ?? (low ? edited(quote, page, low, high) : null);
      if (place) low = place.to + 1;
      return place;
    });
  }

  /** The next certain sentence and its place; without one, the end. */
  function certain(quotes, text, next, low) {
    const ahead = text.slice(low, low + REACH);
    for (let i = next; i < quotes.length && ahead; i++) {
      const quote = quotes[i].text;
      const k = quote.length < HEAD ? -1 : ahead.indexOf(quote);
      if (k >= 0 && ahead.indexOf(quote, k + 1) < 0) return [i, low + k];
    }
    return [quotes.length, text.length];
  }

  /** The quote as it is, between two places: the occurrence whose context agrees best. One that is
   *  far from both, or short, needs its context to agree. */
  function exactly({ text, ...quote }, page, low, high) {
    const size = text.length;
    let best = null;
    let most = -1;
    const part = page.text.slice(low, high);
    for (let n = 0; size && (n = part.indexOf(text, n)) >= 0; n++) {
      const k = low + n;
      if (!page.edge(k) || !page.edge(k + size)) continue;
      const agreed = context(page, quote, k, k + size) + (quote.title && page.inHeading(k) ? 99 : 0);
      const gap = Math.min(k - low, high - k - size);
      const far = size < HEAD ? gap > CLOSE : low && gap > NEAR;
      if (agreed > most && (!far || agreed >= 8)) [best, most] = [{ from: k, to: k + size - 1, map: null }, agreed];
    }
    return best;
  }

  /** The quote with edits, between two places: runs that both share, in order. */
  function edited(quote, page, low, high) {
    const text = page.text.slice(low, Math.min(high, low + REACH));
    const map = new Int32Array(quote.text.length).fill(-1);
    let shared = 0;
    let from = 0;
    for (let i = 0; i + GRAM <= map.length;) {
      const k = text.indexOf(quote.text.substr(i, GRAM), from);
      if (k < 0 || (shared && k - from > map.length)) { i++; continue; }
      for (from = k; i < map.length && text[from] === quote.text[i]; shared++) map[i++] = low + from++;
    }
    const kept = map.filter((k) => k >= 0);
    const close = kept.length && kept.at(-1) - kept[0] < map.length * 1.6;
    if (!close || shared < map.length * ALIKE) return null;
    return { from: kept[0], to: kept.at(-1), map };
  }

  /** The units of the page under the code points [start, end) of a quote; null where edited away. */
  function under(quote, place, start, end) {
    const first = lastAt(quote.at, (p) => p, start - 1) + 1;
    const last = lastAt(quote.at, (p) => p, end - 1);
    if (first > last) return null;
    if (!place.map) return [place.from + first, place.from + last];
    const [from, to] = [place.map[first], place.map[last]];
    return from < 0 || to < from ? null : [from, to];
  }

  // ── The article on the page ───────────────────────────────────────────────────────────────────

  /** The element that holds most of the page's running text. */
  function recognise() {
    const weight = new Map();
    const give = (e, n) => e && e !== document.body && weight.set(e, (weight.get(e) ?? 0) + n);
    for (const p of document.querySelectorAll('p,li,blockquote,h2')) {
      const n = p.textContent.trim().length;
      if (n < 40 || p.closest('nav,header,footer,aside')) continue;
      give(p.parentElement, n);
      give(p.parentElement.parentElement, n / 2);
    }
    const [best] = [...weight].sort((a, b) => b[1] - a[1]);
    return best?.[0] ?? document.querySelector('article,main');
  }

  /** The article's own headline: the last one before or in it. */
  const headline = (article) => {
    const before = (h1) => article && !(article.compareDocumentPosition(h1) & 4 && !article.contains(h1));
    const titles = [...document.querySelectorAll('h1')].filter((h1) => !unseen(h1));
    return titles.filter(before).at(-1) ?? titles[0];
  };

  const scroller = (element) => {
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      if (e.scrollHeight > e.clientHeight + 1
        && /auto|scroll/.test(getComputedStyle(e).overflowY)) return e;
    }
    return window;
  };

  const INTERACTIVE = 'a,button,input,select,textarea,label,summary,[onclick],[tabindex],'
    + '[contenteditable],doc-bai-viet';

  // ── Style sheets: no inline style, so that a strict policy has nothing to forbid ───────────────

  const sheetOf = (css = '') => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  };

  const added = sheetOf();
  const parts = {};

  /** Sets one part of what we add to the page's style: for the screen alone. */
  function style(part, css) {
    if (parts[part] === css) return;
    parts[part] = css;
    added.replaceSync(`@media screen{${Object.values(parts).join('')}}`);
    if (!document.adoptedStyleSheets.includes(added)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, added];
  }

  const lit = (layer, css) => `::highlight(${TAG}-${layer}){background-color:${css}}`;

  // Colour is never alone: the word is underlined too. Text and ground are set together, so that
  // the contrast is ours on every site: at least 7:1.
  const glow = (dark) => {
    const pair = (sentence, word) => lit('sentence', sentence) + lit('word', `${word};text-decoration:underline 2px`);
    return `${pair(dark ? '#540;color:#fff' : '#fea;color:#000', '#fd3;color:#000')}
@media (prefers-contrast:more){${pair('#ff0;color:#000', '#000;color:#ff0')}}
@media (forced-colors:active){${pair('Mark;color:MarkText', 'Highlight;color:HighlightText')}}`;
  };

  /** Lights up ranges of the page. */
  class Highlights {
    #layers = { sentence: new Highlight(), word: new Highlight() };

    constructor() {
      this.#layers.word.priority = 1;
    }

    theme(dark) {
      style('lights', glow(dark));
    }

    paint(layer, range) {
      const highlight = this.#layers[layer];
      highlight.clear();
      if (range) CSS.highlights.set(`${TAG}-${layer}`, highlight.add(range));
    }

    move() {}
  }

  /** The same where the browser knows no highlights: see-through boxes over the text. */
  class Boxes {
    #ranges = {};
    #layer = h('div', { class: 'boxes' });

    constructor(root) {
      root.append(this.#layer);
    }

    theme() {}

    paint(layer, range) {
      this.#ranges[layer] = range;
      this.move();
    }

    move() {
      this.#layer.replaceChildren(...Object.entries(this.#ranges).flatMap(Boxes.#over));
    }

    static #over([layer, range]) {
      return [...(range ? range.getClientRects() : [])].map(({ x, y, width, height }) => {
        const box = h('i', { class: layer });
        box.style.cssText = `left:${x}px;top:${y}px;width:${width}px;height:${height}px`;
        return box;
      });
    }
  }

  // ── Memory: place, speed, size; nothing leaves the browser ────────────────────────────────────

  const SHELF = 40; // articles whose place is remembered

  const memory = {
    all: {},
    write(change) {
      Object.assign(this.all, change);
      try {
        localStorage[TAG] = JSON.stringify(this.all);
      } catch { /* storage is forbidden here: remember until the page is left */ }
    },
    get place() {
      return this.all.places?.[here()];
    },
    /** The newest first. */
    set place(place) {
      const places = { [here()]: place, ...this.all.places, [here()]: place };
      this.write({ places: Object.fromEntries(Object.entries(places).slice(0, SHELF)) });
    },
  };

  try {
    memory.all = JSON.parse(localStorage[TAG]);
  } catch { /* nothing is remembered, or nothing may be */ }

  // ── Type: size, spacing, contrast and font of the article alone ───────────────────────────────

  const SIZES = [80, 90, 100, 110, 125, 150, 175, 200];
  const INKS = { onWhite: ['#000', '#fff'], yellow: ['#ff0', '#000'] };
  const FONTS = '"Atkinson Hyperlegible Next",Lexend,Verdana,sans-serif';

  class Type {
    #article = null;

    clear() {
      style('type', '');
      this.#article?.removeAttribute(`data-${MARK}`);
    }

    /** Sets an article's type as `wish` says: {size, spacing, contrast, font}. It never gets wider
     *  than the site made it, so that the layout holds. */
    set(article, wish) {
      this.clear();
      this.#article = article;
      const zoom = wish.size / 100;
      if (!article || (zoom === 1 && !wish.spacing && !wish.contrast && !wish.font)) return;
      article.setAttribute(`data-${MARK}`, '');
      const width = () => article.getBoundingClientRect().width;
      const before = width();
      this.#write(wish, zoom, '');
      if (zoom > 1 && width() > before + 1) this.#write(wish, zoom, `max-width:${before / zoom}px!important;`);
    }

    #write({ spacing, contrast, font }, zoom, width) {
      const on = `[data-${MARK}]`;
      const [ink, paper] = INKS[contrast] ?? [];
      const rules = [
        zoom !== 1 && `${on}{zoom:${zoom};${width}overflow-wrap:break-word}`
          + `${on} :is(img,video,iframe,table,pre){max-width:100%!important}${on} img{height:auto}`,
        spacing && `${on} *{line-height:${spacing}!important}`,
        font && `${on} *{font-family:${FONTS}!important}`,
        ink && `${on},${on} *{color:${ink}!important;background:${paper}!important}${on} a{text-decoration:underline!important}`,
      ];
      style('type', rules.filter(Boolean).join(''));
    }
  }

  // ── Voices: a recording, or the browser's own speech ──────────────────────────────────────────
  //
  // Both have `ms`, `paused`, play(), pause(), seek(ms), rate, and tell the same to whoever sets
  // `tell`: "state", "mark" (the place has moved to a word or by a jump; in ms), "tick", "ended", "fail".

  const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
  const tell = (target, type, detail) => target.dispatchEvent(new CustomEvent(type, { detail }));

  class Recording {
    #audio = new Audio();
    #track = this.#audio.addTextTrack('metadata');
    #wanted = null;
    #fetching = false;
    #cued = new Set();
    #last = 0;
    #sentences = [];
    complete = true;

    constructor(src) {
      this.src = src;
      const audio = this.#audio;
      audio.preload = 'none';
      audio.preservesPitch = true;
      this.#track.mode = 'hidden';
      const on = (types, act) => types.split(' ').forEach((t) => audio.addEventListener(t, act));
      on('play playing pause waiting', () => this.tell('state'));
      on('timeupdate durationchange', () => this.tell('tick'));
      on('seeked', () => this.#arrive());
      on('loadedmetadata', () => this.#wanted !== null && this.#go());
      on('ended', () => this.tell('ended'));
      on('error', () => audio.getAttribute('src') && this.#fail());
    }

    get ms() {
      return this.#wanted ?? this.#audio.currentTime * 1000;
    }

    get length() {
      const { duration } = this.#audio;
      return Number.isFinite(duration) ? duration * 1000 : 0;
    }

    get paused() {
      return !this.#fetching && this.#audio.paused;
    }

    get waiting() {
      return this.#audio.readyState < 3;
    }

    get rate() {
      return this.#audio.defaultPlaybackRate;
    }

    set rate(rate) {
      this.#audio.defaultPlaybackRate = rate;
      this.#audio.playbackRate = rate;
    }

    async play() {
      const audio = this.#audio;
      if (audio.error) this.#wanted = this.ms;
      if (audio.error || !audio.getAttribute('src')) this.#open();
      await audio.play().catch(() => this.tell('state'));
    }

    pause() {
      this.#fetching = false;
      this.#audio.pause();
    }

    stop() {
      this.pause();
      this.#audio.removeAttribute('src');
      this.#audio.load();
    }

    seek(ms) {
      this.#wanted = Math.max(0, ms);
      this.tell('mark', this.#wanted);
      if (this.#audio.readyState) this.#go();
    }

    #open() {
      const { MediaSource } = window;
      if (!this.complete && !this.plain && MediaSource?.isTypeSupported('audio/mpeg')) {
        const stream = new MediaSource();
        stream.onsourceopen = () => this.#pour(stream).catch(() => this.tell('fail'));
        this.#audio.src = URL.createObjectURL(stream);
      } else this.#audio.src = this.src;
    }

    /** Bytes as they are made: a browser left alone waits for far more of them before it plays. */
    async #pour(stream) {
      const buffer = stream.addSourceBuffer('audio/mpeg');
      const reader = (await fetch(this.src)).body.getReader();
      for (let piece; !(piece = await reader.read()).done;) {
        if (stream.readyState !== 'open') return reader.cancel();
        const added = new Promise((resolve) => { buffer.onupdateend = resolve; });
        buffer.appendBuffer(piece.value);
        await added;
      }
      return stream.endOfStream();
    }

    /** To the wanted place: as the server allows, or else by having it all as a local file. */
    #go() {
      const { seekable } = this.#audio;
      const end = seekable.length && seekable.end(0);
      if (end) this.#audio.currentTime = this.#wanted / 1000;
      else if (!this.#fetching) this.#fetch();
    }

    async #fetch() {
      const playing = !this.#audio.paused;
      this.#audio.pause();
      this.#fetching = playing;
      this.tell('state');
      const file = await fetch(this.src).then((answer) => answer.blob()).catch(() => null);
      if (this.#fetching !== playing) return;
      this.#fetching = false;
      this.#audio.src = file ? URL.createObjectURL(file) : this.src;
      if (playing) this.play();
    }

    /** Where a site's policy has no blob:, what is not a file is left. */
    #fail() {
      this.#audio.pause();
      if (this.plain || !this.#audio.src.startsWith('blob:')) return this.tell('fail');
      this.plain = true;
      this.#audio.src = this.src;
      return this.play();
    }

    #arrive() {
      this.#wanted = null;
      this.tell('mark', this.#audio.currentTime * 1000);
      this.tell('tick');
    }

    /** Cues call at the very moment; they are made for the sentence at hand and the next. */
    follow(sentences, complete) {
      this.complete = complete;
      this.#sentences = sentences;
      this.near(this.#last);
    }

    near(index) {
      this.#last = index;
      for (const sentence of this.#sentences.slice(index, index + 2)) {
        if (this.#cued.has(sentence.begin)) continue;
        this.#cued.add(sentence.begin);
        for (const [, , begin, end] of [[0, 0, sentence.begin, sentence.end], ...sentence.words]) this.#cue(begin, end);
      }
    }

    #cue(begin, end) {
      const cue = new VTTCue(begin / 1000, end / 1000, '');
      cue.onenter = () => this.#wanted ?? this.tell('mark', Math.max(begin, this.ms));
      this.#track.addCue(cue);
    }
  }

  const PACE = 65; // milliseconds a character, where nobody has measured

  /** The article as the page shows it, with guessed times: what speech synthesis follows. */
  function guessed(article, title, language) {
    const cut = new Intl.Segmenter(language, { granularity: 'sentence' });
    let begin = 0;
    return [title, ...(article?.innerText ?? '').split('\n')].flatMap((line, i) => {
      if (!line || (i && (line === title || /cỡ chữ|^đọc bài/i.test(line)))) return [];
      return [...cut.segment(line.trim())].map(({ segment }) => {
        const sentence = guess(segment.trim(), i - 1, begin);
        begin = sentence.end;
        return sentence;
      });
    });
  }

  function guess(exact, block, begin) {
    let n = 0;
    const words = exact.split(/\s/).map((word) => {
      const start = n;
      n += [...word].length + 1;
      return [start, n - 1, begin + start * PACE, begin + n * PACE];
    });
    return { block, kind: block < 0 && 'title', quote: { exact }, begin, end: begin + n * PACE, words };
  }

  class Speech {
    #sentences = [];
    #said = null;
    #rate = 1;
    ms = 0;
    paused = true;

    /** The browser's voice for a language; null where it has none. */
    static async voice(language) {
      const { speechSynthesis: speech } = window;
      if (!speech) return null;
      for (let n = 0; n < 5 && !speech.getVoices().length; n++) await pause(200);
      return speech.getVoices().find((v) => v.lang.toLowerCase().startsWith(language)) ?? null;
    }

    constructor(voice) {
      this.voice = voice;
    }

    get rate() {
      return this.#rate;
    }

    set rate(rate) {
      this.#rate = rate;
      if (!this.paused) this.#say();
    }

    near() {}

    follow(sentences) {
      this.#sentences = sentences;
    }

    play() {
      this.paused = false;
      this.#say();
      this.tell('state');
    }

    pause() {
      this.paused = true;
      this.#said = null;
      speechSynthesis.cancel();
      this.tell('state');
    }

    stop() {
      this.pause();
      this.ms = 0;
    }

    seek(ms) {
      this.#reach(ms);
      if (!this.paused) this.#say();
    }

    #reach(ms) {
      this.ms = ms;
      this.tell('mark', ms);
      this.tell('tick');
    }

    #say() {
      const i = Math.max(0, lastAt(this.#sentences, (s) => s.begin, this.ms));
      const sentence = this.#sentences[i];
      const said = new SpeechSynthesisUtterance(sentence.quote.exact);
      Object.assign(said, { voice: this.voice, lang: this.voice.lang, rate: this.#rate });
      said.onboundary = (event) => said === this.#said && this.#reach(Speech.#when(sentence, event));
      said.onend = () => said === this.#said && this.#next(i + 1);
      said.onerror = () => said === this.#said && this.tell('fail');
      this.#said = said;
      speechSynthesis.cancel();
      speechSynthesis.speak(said);
      this.#reach(sentence.begin);
    }

    static #when(sentence, { charIndex }) {
      const point = [...sentence.quote.exact.slice(0, charIndex)].length;
      const word = sentence.words[Math.max(0, lastAt(sentence.words, (w) => w[0], point))];
      return word[2];
    }

    #next(i) {
      if (i < this.#sentences.length) {
        this.ms = this.#sentences[i].begin;
        this.#say();
      } else {
        this.stop();
        this.tell('ended');
      }
    }
  }

  // ── The page's own controls, taken over ───────────────────────────────────────────────────────

  const CLICKABLE = 'a,button,[role=button],[onclick],[title],[class*=plus],[class*=minus],.font';
  const NAMES = ['title', 'aria-label', 'alt', 'onclick', 'href', 'id', 'class'];
  const READ = /^(nghe|doc|nghe doc) (bai|tin)( viet| bao)?( nay)?$|^(nghe )?bao noi$|readarticle|popupplaymedia/m;
  const SIZE = /co chu|font ?-?(size|plus|minus|change)|btn-font|textsize/;
  const STEPS = {
    larger: /tang|phong to|plus|increase|\+/,
    smaller: /giam|thu nho|minus|decrease|^a? ?[-–−]$/m,
    reset: /mac dinh|ban dau|default|reset|^aa?$/m,
  };

  /** All that an element says of itself, a line each: its text, the names of it and of what is in
   *  it, and what it calls. */
  const signs = (e) => [e, ...e.querySelectorAll('*')].slice(0, 6)
    .flatMap((part) => NAMES.map((name) => part.getAttribute(name)))
    .concat(e.textContent.slice(0, 90)).map((sign) => plain(sign ?? '')).join('\n');

  /** A link that leads nowhere else: what it does is done by a script, if at all. */
  const leads = ({ href }) => href && !/^javascript:/.test(href) && href.split('#')[0] !== here();

  /** "read", "larger", "smaller", "reset", or undefined. */
  function purpose(e, told) {
    if (leads(e)) return undefined;
    const own = signs(e);
    if (told === 'read_aloud' || READ.test(own)) return 'read';
    const step = Object.keys(STEPS).find((name) => STEPS[name].test(own));
    return told || (step && sizing(e)) ? step : undefined;
  }

  /** Whether an element or what closely surrounds it speaks of text size. */
  function sizing(element) {
    for (let e = element, n = 0; e && n < 4 && e.textContent.length < 90; e = e.parentElement, n++) {
      if (SIZE.test(signs(e))) return true;
    }
    return false;
  }

  /** The page's own controls: [[element, purpose], …]; of what is nested, the link or button that is
   *  for one thing, else what is within. */
  function ownControls(told = []) {
    const found = new Map();
    const look = (e, kind) => {
      const meant = !unseen(e) && purpose(e, kind);
      if (meant) found.set(e, meant);
    };
    document.querySelectorAll(CLICKABLE).forEach((e) => look(e));
    for (const { kind, selector } of told) {
      for (const e of all(selector)) {
        look(e, kind);
        if (kind === 'text_size') e.querySelectorAll('*').forEach((inner) => look(inner, kind));
      }
    }
    const real = (e) => e.matches('a,button');
    const one = [...found].filter(([e, meant]) => [...found].every(([o, m]) => m === meant || !e.contains(o)));
    const nested = (e, o) => o !== e && (real(o) ? o.contains(e) : e.contains(o) && !real(e));
    return one.filter(([e]) => !one.some(([o]) => nested(e, o)));
  }

  function all(selector) {
    try {
      return document.querySelectorAll(selector);
    } catch {
      return [];
    }
  }

  // ── Building blocks of the interface ──────────────────────────────────────────────────────────

  // Drawn where a sign of the font would be unsteady.
  const ICONS = {
    play: 'M8 5v14l11-7z',
    pause: 'M7 5h4v14H7zM13 5h4v14h-4z',
    next: 'M6 5l10 7-10 7zM16 5h2v14h-2z',
    nextBlock: 'M4 6l8 6-8 6zM12 6l8 6-8 6z',
  };
  const SVG = 'http://www.w3.org/2000/svg';
  const SIGNS = { more: '⋯', close: '×', smaller: '−', larger: '+', reset: '↺', back: '↑' };

  /** An element; properties that begin with "on" are listeners. */
  function h(tag, properties = {}, ...children) {
    const element = /^(svg|path)$/.test(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  const icon = (name) => (SIGNS[name] ? h('b', { 'aria-hidden': true }, SIGNS[name])
    : h('svg', { viewBox: '0 0 24 24' }, h('path', { d: ICONS[name.replace('prev', 'next')] })));

  const clock = (ms) => {
    const s = Math.floor(ms / 1000);
    return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`;
  };

  const STYLE = sheetOf(`
:host{display:block;margin:1em 0}
:host([hidden]),[hidden]{display:none!important}
@media print{:host{display:none!important}}
.root{all:initial;display:block;zoom:calc(1/var(--${TAG}-zoom,1));
font:500 max(16px,1rem)/1.4 system-ui,sans-serif;color-scheme:light;
--paper:light-dark(#fff,#1c2024);--ink:light-dark(#222,#eee);--line:#888;--wash:#8883;--mark:light-dark(#fea,#540);
--accent:var(--${TAG}-accent,light-dark(#058,#8cf));--on:var(--${TAG}-accent-ink,light-dark(#fff,#023));color:var(--ink)}
.dark{color-scheme:dark}
.bar,.row{display:flex;flex-wrap:wrap;align-items:center;gap:.1em}
.bar{gap:.5em;align-items:start}
.pill{box-sizing:border-box;max-width:100%;background:var(--paper);color:var(--ink);border:1px solid var(--line);border-radius:1.6em;padding:.2em}
.name{margin-left:.75em;white-space:nowrap}
.own :is(.name,.smaller,.larger){display:none}
button,select{all:unset;box-sizing:border-box;display:inline-flex;align-items:center;justify-content:center;gap:.4em;
min-width:2.75em;min-height:2.75em;padding:0 .25em;border-radius:1.4em;cursor:pointer;color:inherit}
button:hover,select:hover{background:var(--wash)}
[aria-disabled=true]{opacity:.45;cursor:default}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.main,.main:hover{background:var(--accent);color:var(--on);padding:0 1em 0 .75em;font-weight:600}
.on .main{padding:0}
.player:not(.on) .main~*,.whole .main~button:not(.more,.close){display:none}
.player:not(.on) .restart{display:flex;padding:0 1em}
svg{width:1.4em;fill:currentColor}
.prev,.prevBlock{transform:scaleX(-1)}
b{font-size:1.5em;line-height:1}
.time,output{font-variant-numeric:tabular-nums;padding:0 .4em;white-space:nowrap}
output{min-width:3em;text-align:center}
select{padding:0 .5em;appearance:auto;background:var(--paper)}
.on{flex:1 1 30em}
.slider{flex:1 1 5em;min-width:0;height:2.75em;margin:0 .4em}
input{font:inherit;accent-color:var(--accent);cursor:pointer}
.panel,.script{margin:.25em .5em;padding-top:.25em;border-top:1px solid var(--line)}
.panel{display:grid;gap:0 1.5em;grid-template-columns:repeat(auto-fit,minmax(min(15em,100%),1fr))}
.panel>*{display:flex;min-height:2.75em;align-items:center;gap:.6em;color:inherit;margin:0}
label select{margin-left:auto}
[type=checkbox]{width:1.5em;height:1.5em;margin:0;flex:none}
.panel>button{text-decoration:underline;justify-content:start;padding:0}
.script{overflow:auto;max-height:40vh;font-weight:400}
.script p{margin:.5em 0;content-visibility:auto}
.script button{display:inline;min-height:0;padding:.1em;border-radius:.25em;line-height:1.7}
[aria-current]{background:var(--mark);text-decoration:underline}
.note{margin:.4em .75em 0}
.back{background:var(--wash);flex:0 0 100%}
.docked{position:fixed;inset:auto 0 max(.25em,env(safe-area-inset-bottom));margin:0 auto;width:100%;max-width:46em;max-height:70vh;overflow:auto;z-index:99999;box-shadow:0 0 1.5em #0004}
:not(.docked)>*>.close{display:none!important}
.boxes{position:fixed;inset:0;pointer-events:none;z-index:99999;mix-blend-mode:multiply}
i{position:absolute;background:var(--mark)}
i.word{border-bottom:2px solid;background:#fd3}
.dark .boxes{mix-blend-mode:screen}
@media (max-width:28em){.on .row{gap:0;justify-content:space-between}.on :is(.back,.main,.slider,.time,.close),.on .row:after{order:-1}.on .row:after{content:"";flex:0 0 100%}.speed{width:3.5em;padding:0}}
@media (max-height:25em){.back{flex:none}.back span,.docked .time{display:none}}
@media (max-width:22em){.name{flex:0 0 100%}}
@media (prefers-contrast:more){.root{--line:var(--ink)}}
@media (forced-colors:active){.root{--accent:Highlight;--on:HighlightText;--line:CanvasText;--mark:Mark}
.main{forced-color-adjust:none}.row>:is(button,select){border:1px solid}[aria-disabled=true]{opacity:1;color:GrayText}}
`);

  const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3];
  const SPACINGS = [1.5, 1.8, 2.2];
  const POLL = 1000;
  const PANELS = { script: 'words', options: 'more', types: 'type' }; // and what opens them
  const ADDRESSES = { audio: 'src', timing: 'timing', transcript: 'transcript' };

  const absolute = (url, base = document.baseURI) => url && new URL(url, base).href;

  /** A JSON document and its own address. */
  async function json(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw Error(url);
    return [await answer.json(), answer.url];
  }

  /** What a server tells about the article on this page. */
  async function ask(base) {
    const asked = here();
    const [told, url] = await json(absolute(`${base.replace(/\/$/, '')}/api/v1/articles?url=${encodeURIComponent(asked)}`));
    const full = (one) => {
      for (const name of Object.keys(ADDRESSES)) one[name] = absolute(one[name], url);
      return one;
    };
    told.voices?.forEach(full);
    return { ...full(told), asked };
  }

  /** Text that is written only when it changes, so that nobody is told twice. */
  const write = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };

  const link = (element, url) => {
    element.hidden = !url;
    if (url) element.href = url;
  };

  let speaking = null; // one voice at a time on a page

  // ── The element ───────────────────────────────────────────────────────────────────────────────

  class DocBaiViet extends HTMLElement {
    static observedAttributes = ['src', 'timing', 'api', 'article', 'lang'];

    #life = null; // aborts everything that lives while we are on the page
    #run = 0; // counts what has been loaded, so that what comes late is dropped
    #ui = {}; // our elements, by their first class
    #wish = {}; // what the reader has chosen
    #told = {}; // where the recording is
    #timing = {};
    #sentences = [];
    #quotes = [];
    #places = [];
    #page = null;
    #article = null;
    #taken = new Map(); // the page's own controls
    #voice = null;
    #type = new Type();
    #lights = null;
    #now = -1; // the sentence and the word that are being read
    #word = -1;
    #started = false;
    #following = true;
    #ownScroll = 0; // until when the page is moved by us
    #rested = 0; // when the page may be looked at again: it never takes more than a twentieth of the time
    #said = ''; // the name of what the note says
    #loading; // a promise
    #polled; // the run whose timing is asked for again and again
    #settling; // timers
    #tapping;
    #slow;

    // Scripts' side, in the manner of <audio>.

    get paused() {
      return this.#voice?.paused ?? true;
    }

    get currentTime() {
      return (this.#voice?.ms ?? 0) / 1000;
    }

    get duration() {
      return this.#length / 1000;
    }

    get playbackRate() {
      return this.#wish.rate;
    }

    set playbackRate(rate) {
      this.#keep({ rate: Math.min(3, Math.max(0.5, rate)) });
    }

    async play() {
      await this.#loading;
      if (!this.#voice || !this.#life) return;
      if (speaking !== this) speaking?.pause();
      speaking = this;
      const playing = this.#voice.play(); // the sound first: drawing takes time
      if (!this.#started) this.#start();
      await playing;
      this.#poll();
    }

    pause() {
      this.#voice?.pause();
    }

    seek(ms) {
      this.#voice?.seek(Math.max(0, Math.min(ms, (this.#length || Infinity) - 50)));
      this.#tick();
    }

    // Life.

    connectedCallback() {
      if (this.#life) return;
      this.#life = new AbortController();
      this.#wish = { size: 100, rate: 1, follow: true, light: true, ...memory.all };
      this.#build();
      this.#listen();
      setTimeout(() => this.#reload());
    }

    /** Moved about by the page is not gone. */
    disconnectedCallback() {
      setTimeout(() => !this.isConnected && this.#life && this.#leave(), 1000);
    }

    attributeChangedCallback(name) {
      if (!this.#life) return;
      if (name === 'lang') this.#build();
      this.#reload();
    }

    #leave() {
      this.#close();
      this.#type.clear();
      style('room', '');
      this.#life.abort();
      this.#taken.clear();
      this.#life = null;
      this.#run++;
    }

    #on(target, types, act, options) {
      const { signal } = this.#life;
      for (const type of types.split(' ')) target.addEventListener(type, act, { ...options, signal });
    }

    #listen() {
      const quiet = { capture: true, passive: true };
      this.#on(document, 'click', (e) => this.#clicked(e));
      this.#on(document, 'keydown', (e) => this.#pressed(e));
      this.#on(window, 'wheel touchmove keydown', () => { this.#ownScroll = 0; }, quiet);
      this.#on(document, 'scroll', () => this.#scrolled(), quiet);
      this.#on(window, 'resize', () => this.#dress());
      this.#on(window, 'pagehide', () => this.#save());
      const { body, documentElement } = document;
      const inside = { childList: true, characterData: true, subtree: true };
      this.#watch(MutationObserver, (changes) => this.#stirred(changes), [body], inside);
      this.#watch(MutationObserver, () => this.#theme(), [documentElement, body], { attributes: true });
      this.#watch(IntersectionObserver, ([e]) => this.#dock(!e.isIntersecting), [this]);
    }

    #watch(Observer, act, targets, options) {
      const observer = new Observer(act);
      for (const target of targets) observer.observe(target, options);
      this.#on(this.#life.signal, 'abort', () => observer.disconnect());
    }

    /** The page has changed: another article, or the same one moved about. */
    #stirred(changes) {
      if (changes.every((change) => this.contains(change.target))) return;
      this.#settling ??= setTimeout(() => {
        this.#settling = null;
        if (!this.#life) return;
        if (this.#told.asked && this.#told.asked !== here()) this.#reload();
        else this.#anchor();
      }, Math.max(250, this.#rested - performance.now()));
    }

    // The recording.

    #reload() {
      const run = ++this.#run;
      this.#close();
      this.#told = {};
      this.#timing = {};
      this.#sentences = [];
      const late = () => run === this.#run && this.#life && this.#offerSpeech('mute');
      this.#loading = this.#load(run).catch(late);
    }

    async #load(run) {
      const inline = this.querySelector('script') ?? document.querySelector(`script[data-${TAG}]`);
      const own = {};
      for (const [name, attribute] of Object.entries(ADDRESSES)) {
        own[name] = absolute(this.getAttribute(attribute));
      }
      const named = own.audio || own.timing || inline;
      const told = named ? own : await ask(this.getAttribute('api') ?? BASE);
      if (run !== this.#run) return;
      this.#told = told;
      this.#anchor();
      if (inline) this.#take(JSON.parse(inline.textContent), document.baseURI);
      else if (told.timing && told.complete !== false) await this.#fetchTiming(run);
      if (run === this.#run) this.#equip();
    }

    async #fetchTiming(run = this.#run) {
      const [timing, base] = await json(this.#told.timing);
      if (run === this.#run) this.#take(timing, base);
    }

    #take(timing, base) {
      const known = this.#sentences.length;
      this.#timing = timing;
      this.#told.audio ||= absolute(timing.audio?.src, base);
      this.#told.complete = timing.complete !== false;
      this.#sentences = (timing.sentences ?? []).map((s) => ({ words: [], ...s }));
      this.#quotes = this.#sentences.map((s, i) => (i < known && this.#quotes[i]) || needle(s));
      if (this.#sentences.length > known) this.#anchor();
      this.#voice?.follow(this.#sentences, this.#told.complete);
      this.#draw();
    }

    #equip(ms) {
      if (!this.#told.audio) throw Error();
      this.#use(new Recording(this.#told.audio));
      this.#note();
      if (ms) this.seek(ms);
      else this.#remember();
    }

    #use(voice) {
      this.#voice = voice;
      voice.rate = this.#wish.rate;
      voice.follow(this.#sentences, this.#told.complete !== false);
      const acts = {
        mark: (ms) => this.#sync(ms),
        tick: () => this.#tick(),
        state: () => this.#changed(),
        ended: () => this.#ended(),
        fail: () => this.#failed(),
      };
      voice.tell = (what, ms) => voice === this.#voice && acts[what](ms);
      this.#draw();
    }

    /** While the recording is made, its timing grows. */
    async #poll() {
      const run = this.#run;
      if (this.#polled === run) return;
      this.#polled = run;
      while (run === this.#run && this.#told.timing && this.#told.complete === false) {
        await this.#fetchTiming().catch(() => {});
        await pause(POLL);
      }
    }

    get #length() {
      return Math.max(this.#timing.duration ?? 0, this.#sentences.at(-1)?.end ?? 0) || (this.#voice?.length ?? 0);
    }

    /** Without a recording: the browser's voice; where it has none, `otherwise` is said. */
    async #offerSpeech(otherwise) {
      const language = this.#language.slice(0, 2);
      const voice = await Speech.voice(language);
      this.#anchor();
      const sentences = guessed(this.#article, headline(this.#article)?.innerText.trim(), language);
      const able = voice && sentences.length;
      this.#note(able ? 'isSpeech' : otherwise);
      if (!able) return this.#draw();
      this.#sentences = [];
      this.#take({ sentences });
      return this.#use(new Speech(voice));
    }

    get #language() {
      return this.closest('[lang]')?.lang || 'vi';
    }

    // Where the sentences stand.

    #anchor() {
      const began = performance.now();
      const page = new PageText(document.body);
      const known = page.text === this.#page?.text && this.#places.length === this.#sentences.length;
      if (!known) this.#places = anchor(this.#quotes.slice(0, this.#sentences.length), page);
      this.#page = page;
      const before = this.#article;
      this.#article = all(this.getAttribute('article') ?? this.#told.article)[0] ?? this.#common() ?? recognise();
      this.#takeOver();
      this.#theme();
      if (this.#article !== before) this.#dress();
      this.#paint();
      const now = performance.now();
      this.#rested = now + 20 * (now - began);
    }

    /** The smallest element around the sentences that were found. */
    #common() {
      const found = this.#places.filter((p, i) => p && this.#sentences[i].block >= 0);
      if (found.length < 3) return null;
      const range = this.#page.range(found[0].from, found.at(-1).to);
      const { commonAncestorContainer: common } = range;
      return common.tagName && common !== document.body ? common : null;
    }

    #rangeOf(i) {
      const place = this.#places[i];
      return place && this.#page.range(place.from, place.to, true);
    }

    #wordRange() {
      const place = this.#places[this.#now];
      const word = this.#sentences[this.#now]?.words[this.#word];
      const units = place && word && under(this.#quotes[this.#now], place, word[0], word[1]);
      return units && this.#page.range(...units);
    }

    // Following the voice.

    #sync(ms) {
      const i = lastAt(this.#sentences, (s) => s.begin, ms + 1);
      const w = i < 0 ? -1 : lastAt(this.#sentences[i].words, (word) => word[2], ms + 1);
      if (i === this.#now && w === this.#word) return;
      const entered = i !== this.#now;
      this.#now = i;
      this.#word = w;
      this.#paint();
      if (entered) this.#enter();
      tell(this, 'word', { index: w, word: this.#sentences[i]?.words[w] });
    }

    #enter() {
      this.#voice.near(this.#now);
      this.#mark();
      this.#follow();
      this.#save();
      tell(this, 'sentence', { index: this.#now, sentence: this.#sentences[this.#now] });
    }

    #paint() {
      const on = this.#started && this.#wish.light;
      this.#lights.paint('sentence', on && this.#rangeOf(this.#now));
      this.#lights.paint('word', on && this.#wordRange());
    }

    /** Where what is being read stands in the window; null where it is nowhere. */
    get #spot() {
      const box = this.#started && this.#rangeOf(this.#now)?.getBoundingClientRect();
      if (!box?.height) return null;
      const { top, bottom } = box;
      const floor = innerHeight - (this.#docked ? this.#ui.player.offsetHeight : 0);
      return { top, seen: bottom > 0 && top < floor, snug: top > 60 && (bottom < floor || top < floor / 2) };
    }

    #follow(force) {
      const spot = this.#spot;
      if (!spot || (!force && (!this.#wish.follow || !this.#following || spot.snug))) return;
      const behavior = matchMedia('(prefers-reduced-motion:reduce)').matches ? 'auto' : 'smooth';
      this.#ownScroll = performance.now() + 1200;
      scroller(this.#article).scrollBy({ top: spot.top - innerHeight * 0.3, behavior });
    }

    #scrolled() {
      this.#lights.move();
      const spot = performance.now() > this.#ownScroll && this.#spot;
      if (spot) this.#setFollowing(spot.seen);
    }

    #setFollowing(following) {
      if (this.#following === following) return;
      this.#following = following;
      this.#draw();
    }

    // The reader's hand on the page.

    /** The sentence at a place in a text; −1 for none. */
    #sentenceOf(node, offset) {
      const { nodes, starts, at } = this.#page ?? { nodes: [] };
      const place = starts?.[nodes.indexOf(node)] + offset;
      return this.#places.findIndex((p) => p && at[p.from] <= place + 1 && place <= at[p.to] + 2);
    }

    /** A click lets hear from there; a double click or a drag selects, as ever. */
    #clicked(event) {
      clearTimeout(this.#tapping);
      const { clientX: x, clientY: y } = event;
      if (event.button || event.detail > 1 || !this.#meant(event) || !getSelection().isCollapsed) return;
      const caret = (document.caretPositionFromPoint ?? document.caretRangeFromPoint).call(document, x, y);
      const i = this.#sentenceOf(caret?.offsetNode ?? caret?.startContainer, caret?.offset ?? caret?.startOffset);
      const inside = (b) => x > b.left - 3 && x < b.right + 3 && y > b.top - 3 && y < b.bottom + 3;
      const boxes = i < 0 ? [] : [...this.#rangeOf(i).getClientRects()];
      if (boxes.some(inside)) this.#tapping = setTimeout(() => this.#hear(i), 220);
    }

    /** Whether what was done on the page can be for us. */
    #meant(event) {
      return this.#started && !event.defaultPrevented && !event.target.closest?.(INTERACTIVE)
        && !event.ctrlKey && !event.metaKey && !event.altKey;
    }

    /** Enter hears from the caret or selection: for caret browsing and screen readers. */
    #pressed(event) {
      if (!this.#meant(event)) return;
      const { anchorNode, anchorOffset } = getSelection();
      const keys = this.#wish.keys && { k: () => this.#toggle(), j: () => this.#step(-1), l: () => this.#step(1) };
      if (event.key === 'Enter') this.#hear(this.#sentenceOf(anchorNode, anchorOffset));
      else keys?.[event.key.toLowerCase()]?.();
    }

    #hear(i) {
      if (this.#jump(i)) this.play();
    }

    // Steering.

    #toggle() {
      if (this.paused) this.play();
      else this.pause();
    }

    #jump(i) {
      const sentence = this.#sentences[i];
      if (!sentence) return false;
      this.#setFollowing(true);
      this.seek(sentence.begin);
      return true;
    }

    /** A sentence back or on; back first goes to the beginning of the one being read. */
    #step(by) {
      const late = by < 0 && this.#voice.ms - this.#sentences[this.#now]?.begin > 2000;
      this.#jump(Math.max(0, this.#now + (late ? 0 : by)));
    }

    #stepBlock(by) {
      const block = (n) => this.#sentences[n]?.block;
      let i = Math.max(0, this.#now);
      if (by > 0) while (block(i) === block(this.#now)) i++;
      else if (i) for (i--; i && block(i - 1) === block(i);) i--;
      this.#jump(i);
    }

    #start() {
      this.#started = true;
      this.#following = true;
      this.#draw();
      this.#session();
      this.#sync(this.#voice.ms);
      this.#paint();
      const { bottom, top } = this.getBoundingClientRect();
      this.#dock(bottom < 0 || top > innerHeight);
    }

    #close() {
      this.#save();
      this.#dock(false);
      this.#started = false;
      this.#now = -1;
      this.#paint();
      this.#voice?.stop();
      this.#voice = null;
      this.#draw();
    }

    #dismiss() {
      this.#reload();
      this.#ui.main.focus({ preventScroll: true });
    }

    #changed() {
      const waiting = !this.paused && this.#voice.waiting;
      clearTimeout(this.#slow);
      if (waiting) this.#slow = setTimeout(() => this.#note('wait'), 400);
      else if (this.#said === 'wait' || (this.#said === 'lost' && !this.paused)) this.#note();
      if (this.paused) this.#save();
      this.#draw();
      if (navigator.mediaSession) navigator.mediaSession.playbackState = this.paused ? 'paused' : 'playing';
      tell(this, this.paused ? 'pause' : 'play');
    }

    #ended() {
      memory.place = null;
      this.#note('done');
      this.#voice.seek(0);
      tell(this, 'ended');
    }

    /** A recording that cannot be had at all, or one that breaks off. */
    #failed() {
      if (this.#voice.ms || this.#voice instanceof Speech) this.#note('lost');
      else this.#offerSpeech('lost');
      this.#draw();
    }

    // Memory.

    #save() {
      const { ms } = this.#voice ?? {};
      const sentence = this.#sentences[this.#now];
      if (!this.#started || ms < 3000 || ms > this.#length - 2000) return;
      memory.place = { ms, into: ms - (sentence?.begin ?? 0), text: sentence?.quote.exact };
    }

    /** To where the reader stopped: the same sentence, though the recording be another. */
    #remember() {
      const { place } = memory;
      if (!place) return;
      const { begin, end } = this.#sentences.find((s) => s.quote.exact === place.text) ?? {};
      this.seek(end ? Math.min(begin + place.into, end) : place.ms);
      this.#draw();
    }

    #keep(change) {
      Object.assign(this.#wish, change);
      memory.write(change);
      if (this.#voice && change.rate) this.#voice.rate = change.rate;
      this.#dress();
      this.#paint();
      this.#draw();
    }

    /** The article's type as wished; our own bar stays as it is though it stand in the article. */
    #dress() {
      this.#ownScroll = performance.now() + 300;
      this.#type.set(this.#article, this.#wish);
      const inside = this.#article?.contains(this);
      this.style.setProperty(`--${TAG}-zoom`, inside ? this.#wish.size / 100 : 1);
      this.#lights.move();
    }

    #resize(by) {
      const i = lastAt(SIZES, (size) => size, this.#wish.size);
      this.#keep({ size: by ? SIZES[i + by] ?? SIZES[i] : 100 });
    }

    // The page's own controls.

    #takeOver() {
      const acts = {
        read: () => this.#toggle(),
        larger: () => this.#resize(1),
        smaller: () => this.#resize(-1),
        reset: () => this.#resize(0),
      };
      for (const [element, kind] of ownControls(this.#told.controls)) {
        if (!this.#taken.has(element)) this.#wire(element, kind, acts[kind]);
      }
      this.#draw();
    }

    /** Instead of what the site has them do, if anything; by keyboard too, and with a name. */
    #wire(element, kind, act) {
      const instead = (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        act();
      };
      this.#taken.set(element, kind);
      this.#on(element, 'click', instead, { capture: true });
      if (!/\p{L}{2}/u.test(element.innerText)) element.ariaLabel ??= element.title || this.#t(kind);
      element.parentElement.closest('a[href^=javascript]')?.removeAttribute('href');
      if (element.localName === 'button' || element.parentElement.closest('a[href],button')) return;
      element.role = 'button';
      element.tabIndex = 0;
      this.#on(element, 'keydown', (e) => (e.key === 'Enter' || e.key === ' ') && instead(e));
    }

    /** Whether the page has these controls itself, for everyone to use. */
    #has(...kinds) {
      const own = [...this.#taken].filter(([e]) => e.isConnected && e.tabIndex >= 0);
      return kinds.every((kind) => own.some(([, k]) => k === kind));
    }

    // Lock screen and headset.

    #session() {
      const { mediaSession: session } = navigator;
      if (!session) return;
      const title = this.#timing.title || this.#told.title || document.title;
      session.metadata = new MediaMetadata({ title, artist: location.hostname });
      const acts = {
        play: () => this.play(),
        pause: () => this.pause(),
        previoustrack: () => this.#step(-1),
        nexttrack: () => this.#step(1),
        seekto: ({ seekTime }) => this.seek(seekTime * 1000),
      };
      for (const [name, act] of Object.entries(acts)) {
        try {
          session.setActionHandler(name, (detail) => this.#started && act(detail));
        } catch { /* a key that this browser does not know */ }
      }
    }

    // The interface.

    #t(name) {
      return WORDS[name]?.[Number(this.#tongue === 'en')];
    }

    get #tongue() {
      return (this.getAttribute('lang') || this.#language).startsWith('en') ? 'en' : 'vi';
    }

    #button(name, act, ...content) {
      const label = this.#t(name);
      if (!content.length) content.push(icon(name));
      return h('button', { class: name, 'aria-label': label, title: label, onclick: act }, ...content);
    }

    /** A button that opens and closes a panel. */
    #opener(name, panel, ...content) {
      const button = this.#button(name, () => this.#open(panel), ...content);
      button.ariaExpanded = false;
      return button;
    }

    #build() {
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [STYLE];
      const bar = h('div', { class: 'bar' }, this.#player(), this.#sizes());
      const note = h('p', { class: 'note', role: 'status' });
      root.replaceChildren(h('div', { class: 'root', lang: this.#tongue, onkeydown: (e) => this.#escape(e) }, bar, note));
      for (const e of root.querySelectorAll('[class]')) this.#ui[e.classList[0]] = e;
      this.#lights = CSS.highlights ? new Highlights() : new Boxes(this.#ui.root);
      this.#theme();
      this.#draw();
    }

    #player() {
      const step = (name, act) => this.#button(name, act);
      return h('div', { class: 'player pill', role: 'group', 'aria-label': this.#t('read') },
        h('div', { class: 'row' },
          this.#button('back', () => this.#return(), icon('back'), h('span', {}, this.#t('back'))),
          h('button', { class: 'main', onclick: () => this.#toggle() }),
          step('prevBlock', () => this.#stepBlock(-1)),
          step('prev', () => this.#step(-1)),
          step('next', () => this.#step(1)),
          step('nextBlock', () => this.#stepBlock(1)),
          this.#button('restart', () => { this.seek(0); this.play(); }, this.#t('restart')),
          this.#slider(),
          h('span', { class: 'time' }),
          this.#choice('speed', RATES.map((r) => [r, `${this.#number(r)}×`]), (v) => this.#keep({ rate: Number(v) })),
          this.#opener('more', 'options'),
          this.#button('close', () => this.#dismiss())),
        this.#options(),
        h('div', { class: 'script', role: 'group', 'aria-label': this.#t('words'), lang: this.#language, hidden: '' }));
    }

    #number(n) {
      return n.toLocaleString(this.#tongue);
    }

    #slider() {
      const slid = ({ target }) => { this.seek(target.value * 1000); this.#sayPlace(); };
      return h('input', {
        class: 'slider', type: 'range', 'aria-label': this.#t('place'), oninput: slid, onfocus: () => this.#sayPlace(),
      });
    }

    #choice(name, options, act) {
      return h('select', { class: name, 'aria-label': this.#t(name), onchange: (e) => act(e.target.value) },
        ...options.map(([value, text]) => h('option', { value }, text)));
    }

    /** A choice that is remembered under its own name. */
    #wished(name, values, text) {
      const options = [['', this.#t('asIs')], ...values.map((v) => [v, text(v)])];
      const choice = this.#choice(name, options, (value) => this.#keep({ [name]: value }));
      choice.value = this.#wish[name] ?? '';
      return h('label', {}, this.#t(name), choice);
    }

    #check(name) {
      const box = h('input', { type: 'checkbox', onchange: () => this.#keep({ [name]: box.checked }) });
      box.checked = this.#wish[name];
      return h('label', {}, box, this.#t(name));
    }

    #options() {
      return h('div', { class: 'options panel', hidden: '' },
        h('label', { class: 'voices' }),
        ...['light', 'follow', 'keys'].map((name) => this.#check(name)),
        this.#opener('words', 'script', this.#t('words')),
        h('a', { class: 'page' }, this.#t('page')),
        h('a', { class: 'save' }, this.#t('save')));
    }

    #sizes() {
      return h('div', { class: 'sizes pill', role: 'group', 'aria-label': this.#t('size') },
        h('div', { class: 'row' }, h('span', { class: 'name' }, this.#t('size')),
          this.#button('smaller', () => this.#resize(-1)),
          h('output', { class: 'value' }),
          this.#button('larger', () => this.#resize(1)),
          this.#button('reset', () => this.#resize(0)),
          this.#opener('type', 'types', 'Aa')),
        h('div', { class: 'types panel', hidden: '' },
          this.#wished('spacing', SPACINGS, (n) => this.#number(n)),
          this.#wished('contrast', Object.keys(INKS), (ink) => this.#t(ink)),
          this.#check('font')));
    }

    /** Everything that depends on the state. */
    #draw() {
      const ui = this.#ui;
      if (!ui.main) return;
      const { size, rate } = this.#wish;
      const on = this.#started;
      const { voices = [], audio, transcript, complete } = this.#told;
      ui.player.hidden = !on && (this.#has('read') || this.#said === 'mute');
      ui.player.classList.toggle('on', on);
      ui.player.classList.toggle('whole', !this.#sentences.length);
      ui.back.hidden = !on || this.#following || !this.#wish.follow;
      ui.restart.hidden = on || this.currentTime < 1;
      this.#drawMain();
      this.#reserve();
      ui.speed.value = rate;
      ui.sizes.classList.toggle('own', this.#has('larger', 'smaller'));
      write(ui.value, `${size}%`);
      ui.smaller.ariaDisabled = size === SIZES[0];
      ui.larger.ariaDisabled = size === SIZES.at(-1);
      ui.reset.ariaDisabled = size === 100;
      link(ui.page, transcript);
      link(ui.save, this.hasAttribute('download') && complete !== false && audio);
      ui.save.download = this.getAttribute('download') ?? '';
      ui.voices.hidden = voices.length < 2;
      if (voices[1] && !ui.voices.firstChild) this.#offer(voices);
      this.#tick();
    }

    #drawMain() {
      const { main } = this.#ui;
      const { paused } = this;
      for (const [element, kind] of this.#taken) if (kind === 'read') element.ariaPressed = !paused;
      const again = this.currentTime >= 1 && `${this.#t('resume')} ${this.#t('from')} ${clock(this.#voice.ms)}`;
      const idle = again || this.#t('read');
      const label = this.#started ? this.#t(paused ? 'resume' : 'pause') : idle;
      if (main.ariaLabel === label) return;
      main.ariaLabel = label;
      main.replaceChildren(icon(paused ? 'play' : 'pause'), this.#started ? '' : label);
    }

    #offer(voices) {
      const options = voices.map((voice, i) => [i, voice.label || voice.name]);
      this.#ui.voices.append(this.#t('voice'), this.#choice('voice', options, (i) => this.#change(voices[i])));
    }

    /** Another voice, from the same sentence on. */
    async #change({ audio, timing }) {
      const [now, playing] = [Math.max(0, this.#now), !this.paused];
      Object.assign(this.#told, { audio, timing });
      this.#voice.stop();
      this.#sentences = [];
      await this.#fetchTiming().catch(() => this.#note('lost'));
      this.#equip(this.#sentences[now]?.begin || 1);
      if (playing) this.play();
    }

    #tick() {
      const { slider, time } = this.#ui;
      const [ms, length] = [this.currentTime * 1000, this.#length];
      write(time, `${clock(ms)} / ${this.#told.complete === false ? '…' : clock(length)}`);
      slider.max = Math.ceil(length / 1000);
      slider.value = ms / 1000;
      if (this.shadowRoot.activeElement !== slider) this.#sayPlace();
      if (!this.#started || ms > length) return;
      const place = { duration: length / 1000, position: ms / 1000, playbackRate: this.playbackRate };
      navigator.mediaSession?.setPositionState?.(place);
    }

    /** The slider's value in words; while it has the focus, only when the reader moves it. */
    #sayPlace() {
      const spoken = (s) => `${Math.floor(s / 60)} ${this.#t('min')} ${Math.floor(s % 60)} ${this.#t('sec')}`;
      this.#ui.slider.ariaValueText = `${spoken(this.currentTime)} ${this.#t('of')} ${spoken(this.duration)}`;
    }

    #note(name) {
      this.#said = name;
      write(this.#ui.note, this.#t(name) ?? '');
    }

    #open(name) {
      const panel = this.#ui[name];
      panel.hidden = !panel.hidden;
      this.#ui[PANELS[name]].ariaExpanded = !panel.hidden;
      if (name === 'script' && !panel.hidden) this.#write();
      this.#draw();
    }

    #escape(event) {
      const open = event.key === 'Escape' && Object.keys(PANELS).find((name) => !this.#ui[name].hidden);
      if (!open) return;
      this.#open(open);
      this.#ui[PANELS[open]].focus();
    }

    /** The transcript: every sentence a button, so that any can be heard by keyboard. */
    #write() {
      const paragraphs = new Map();
      this.#sentences.forEach(({ block, quote }, i) => {
        if (!paragraphs.has(block)) paragraphs.set(block, h('p'));
        paragraphs.get(block).append(h('button', { onclick: () => this.#hear(i) }, quote.exact), ' ');
      });
      this.#ui.script.replaceChildren(...paragraphs.values());
      this.#mark();
    }

    #mark() {
      const { script } = this.#ui;
      if (script.hidden) return;
      script.querySelector('[aria-current]')?.removeAttribute('aria-current');
      const button = script.querySelectorAll('button')[this.#now];
      if (!button) return;
      button.ariaCurrent = true;
      const held = script.contains(this.shadowRoot.activeElement);
      if (!held) script.scrollTop = button.offsetTop - script.offsetTop - 60;
    }

    #return() {
      this.#setFollowing(true);
      this.#follow(true);
      this.#ui.main.focus({ preventScroll: true });
    }

    // The small player at the window's edge while the bar is out of sight.

    get #docked() {
      return this.#ui.player.classList.contains('docked');
    }

    #dock(away) {
      const { player, bar } = this.#ui;
      const docked = away && this.#started;
      if (docked === this.#docked) return;
      bar.style.minHeight = docked ? `${bar.offsetHeight}px` : '';
      player.classList.toggle('docked', docked);
      player.popover = docked ? 'manual' : null;
      if (docked && this.isConnected) player.showPopover?.();
      this.#reserve();
    }

    /** Room at the page's end, so that nothing that has the focus stays under the player. */
    #reserve() {
      const room = this.#docked && this.#ui.player.offsetHeight + 24;
      style('room', room ? `html{scroll-padding-bottom:${room}px;padding-bottom:${room}px}` : '');
    }

    /** Light or dark, as the site around us is. */
    #theme() {
      this.#ui.root.classList.toggle('dark', isDark(this));
      this.#lights.theme(isDark(this.#article ?? this));
    }
  }

  /** Whether the ground that an element stands on is dark. */
  function isDark(element) {
    for (let e = element; e; e = e.parentElement) {
      const [r, g, b, a = 1] = getComputedStyle(e).backgroundColor.match(/[\d.]+/g) ?? [];
      if (a > 0.5) return r * 3 + g * 6 + b * 1 < 1280;
    }
    return getComputedStyle(document.body).colorScheme === 'dark';
  }

  // ── One tag: a page that has only the script ──────────────────────────────────────────────────

  /** Puts the component after the article's headline, and again where the page is replaced. */
  function plant() {
    const tag = document.createElement(TAG);
    for (const [name, value] of Object.entries(SCRIPT.dataset)) tag.setAttribute(name, value);
    tag.setAttribute('api', BASE);
    const put = () => {
      if (tag.isConnected || document.querySelector(TAG)) return;
      const article = all(SCRIPT.dataset.article)[0] ?? recognise();
      const title = headline(article);
      if (title) title.after(tag);
      else article?.prepend(tag);
    };
    put();
    new MutationObserver(put).observe(document.body, { childList: true, subtree: true });
  }

  if (customElements.get(TAG)) return;
  customElements.define(TAG, DocBaiViet);
  const begin = () => {
    if (BASE && SCRIPT.dataset.manual === undefined && !document.querySelector(TAG)) plant();
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
  else begin();
})();

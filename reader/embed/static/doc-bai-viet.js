/*! doc-bai-viet: a web article, read aloud in the page itself · SPDX-License-Identifier: MIT */
/*
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
 * FOR SCRIPTS
 *
 *   play(), pause(), seek(ms), paused, currentTime, duration (seconds), playbackRate; events
 *   "sentence" and "word" (detail: {index, sentence} and {index, word}), "play", "pause", "ended".
 *   Colours: --doc-bai-viet-accent and --doc-bai-viet-accent-ink.
 *
 * The page's own DOM gets no element and no text. The article gets one attribute,
 * data-doc-bai-viet-text, while its type is set; highlights are ranges (CSS Custom Highlight API).
 */
(() => {
  'use strict';

  const TAG = 'doc-bai-viet';
  const MARK = `${TAG}-text`;
  const SCRIPT = document.currentScript;
  const BASE = SCRIPT && /^https?:/.test(SCRIPT.src) ? new URL('.', SCRIPT.src).href : null;
  const listening = { capture: true, passive: true };

  // ── Words of the interface ────────────────────────────────────────────────────────────────────

  const WORDS = {
    vi: {
      read: 'Đọc bài viết', again: 'Đọc tiếp từ', restart: 'Từ đầu', resume: 'Đọc tiếp',
      pause: 'Tạm dừng', prev: 'Câu trước', next: 'Câu sau', prevBlock: 'Đoạn trước',
      nextBlock: 'Đoạn sau', place: 'Vị trí', speed: 'Tốc độ', more: 'Thêm lựa chọn',
      close: 'Dừng và đóng', size: 'Xem cỡ chữ', smaller: 'Giảm cỡ chữ', larger: 'Tăng cỡ chữ',
      reset: 'Cỡ chữ ban đầu', type: 'Kiểu chữ', spacing: 'Giãn dòng', contrast: 'Tương phản',
      font: 'Phông chữ dễ đọc', asIs: 'Như trang', onWhite: 'Đen trên trắng',
      onBlack: 'Trắng trên đen', yellow: 'Vàng trên đen', voice: 'Giọng đọc',
      follow: 'Cuộn theo chỗ đang đọc', tap: 'Bấm vào câu để nghe từ đó',
      keys: 'Phím tắt: K đọc/dừng, J câu trước, L câu sau', words: 'Bản chữ',
      page: 'Trang bản chữ', save: 'Tải MP3', back: 'Về chỗ đang đọc', wait: 'Đang chuẩn bị…',
      done: 'Đã đọc hết bài.', lost: 'Không tải được bản đọc. Hãy thử lại.',
      speech: 'Đọc bằng giọng của trình duyệt',
      isSpeech: 'Chưa có bản ghi âm; đây là giọng máy của trình duyệt.',
      mute: 'Chưa có bản đọc cho bài này, và trình duyệt không có giọng tiếng Việt.',
      of: 'trên', min: 'phút', sec: 'giây',
    },
    en: {
      read: 'Read aloud', again: 'Resume from', restart: 'From the start', resume: 'Resume',
      pause: 'Pause', prev: 'Previous sentence', next: 'Next sentence',
      prevBlock: 'Previous paragraph', nextBlock: 'Next paragraph', place: 'Position',
      speed: 'Speed', more: 'More options', close: 'Stop and close', size: 'Text size',
      smaller: 'Smaller text', larger: 'Larger text', reset: 'Original text size', type: 'Text style',
      spacing: 'Line spacing', contrast: 'Contrast', font: 'Easy-to-read font', asIs: 'As the page',
      onWhite: 'Black on white', onBlack: 'White on black', yellow: 'Yellow on black',
      voice: 'Voice', follow: 'Scroll along while reading', tap: 'Click a sentence to hear it',
      keys: 'Shortcuts: K play/pause, J previous, L next sentence', words: 'Transcript',
      page: 'Transcript page', save: 'Download MP3', back: 'Back to what is being read',
      wait: 'Preparing…', done: 'The article has been read.',
      lost: 'The recording could not be loaded. Please try again.',
      speech: 'Read with the browser’s voice',
      isSpeech: 'There is no recording; this is the browser’s own synthetic voice.',
      mute: 'There is no recording, and this browser has no voice for this language.',
      of: 'of', min: 'min', sec: 's',
    },
  };

  // ── Text: what counts when two texts are compared ─────────────────────────────────────────────

  const KEPT = /[\p{L}\p{N}\p{M}]/u;
  const LOOSE = /[^\p{L}\p{N}\s]/u;
  const foldings = new Map();

  /** The units that a character is compared by: lower case, decomposed; '' for all but letters,
   *  digits and marks, so that white space, quotes, dashes and invisible characters never matter. */
  function folding(char) {
    let folded = foldings.get(char);
    if (folded === undefined) {
      folded = [...char.toLowerCase().normalize('NFKD')].filter((c) => KEPT.test(c)).join('');
      foldings.set(char, folded);
    }
    return folded;
  }

  const isMark = (unit) => unit >= 0x300 && unit < 0x370;

  /** Folded text in which every unit knows its place in the source. */
  class Folded {
    #units = [];
    at = [];

    /** Adds a source; places count from `base`, in code points or else in UTF-16 units. */
    add(source, base = 0, inPoints = false) {
      let place = base;
      for (const char of source) {
        const folded = folding(char);
        for (let i = 0; i < folded.length; i++) this.#push(folded.charCodeAt(i), place);
        place += inPoints ? 1 : char.length;
      }
      return this;
    }

    /** Marks in a row are sorted: "ê" + dot below is "ẹ" + circumflex. */
    #push(unit, place) {
      const units = this.#units;
      let k = units.push(unit) - 1;
      this.at.push(place);
      if (!isMark(unit)) return;
      for (; k > 0 && isMark(units[k - 1]) && units[k - 1] > unit; k--) units[k] = units[k - 1];
      units[k] = unit;
    }

    get text() {
      return (this.#text ??= new TextDecoder('utf-16le').decode(Uint16Array.from(this.#units)));
    }

    #text;
  }

  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd')
    .replace(/\s+/g, ' ').trim().toLowerCase();

  const SKIPPED = /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|TEXTAREA|SELECT|BUTTON|DOC-BAI-VIET)$/;

  /** The visible text of the page, folded, with the way back to its nodes. */
  class PageText {
    nodes = [];
    starts = [];
    bases = new Map();

    constructor(root) {
      const folded = new Folded();
      const filter = (node) => (node.nodeType === 1 ? PageText.#judge(node) : 1);
      const walker = document.createTreeWalker(root, 5, filter);
      for (let node, base = 0; (node = walker.nextNode()); base += node.length + 1) {
        this.nodes.push(node);
        this.starts.push(base);
        this.bases.set(node, base);
        folded.add(node.data, base);
      }
      this.text = folded.text;
      this.at = folded.at;
    }

    static #judge(element) {
      const gone = SKIPPED.test(element.tagName) || element.checkVisibility?.() === false;
      return gone ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
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
      return Boolean(this.point(this.at[k])[0].parentElement?.closest('h1'));
    }

    /** The range of the units `from` to `to` (inclusive), with punctuation that clings to it. */
    range(from, to, before, after) {
      const [first, offset] = this.point(this.at[from]);
      const [last, end] = this.point(this.at[to]);
      let start = offset;
      while (before-- > 0 && start && LOOSE.test(first.data[start - 1])) start--;
      let stop = end + String.fromCodePoint(last.data.codePointAt(end) ?? 32).length;
      while (stop < last.length && /\p{M}/u.test(last.data[stop])) stop++;
      while (after-- > 0 && stop < last.length && LOOSE.test(last.data[stop])) stop++;
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
  const NEAR = 600; // an anchor further from its neighbours needs its context to agree
  const REACH = 6000; // how far into a gap is searched
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
      before: exact.match(/^[^\p{L}\p{N}\s]*/u)[0].length,
      after: exact.match(/[^\p{L}\p{N}\s]*$/u)[0].length,
    };
  }

  /** How many units around `k` are as the quote's context says. */
  function context(page, quote, k) {
    const { text } = page;
    const { prefix, suffix } = quote;
    const end = k + quote.text.length;
    let n = 0;
    while (n < prefix.length && text[k - 1 - n] === prefix[prefix.length - 1 - n]) n++;
    let m = 0;
    while (m < suffix.length && text[end + m] === suffix[m]) m++;
    return n + m;
  }

  /** For each quote its place, or null: {from, to, map}; `map` is null where the text is the same.
   *
   *  Sentences found exactly once, in the longest run of rising places, are certain. What lies
   *  between two of them is searched for the others, first as they are, then with edits. */
  function anchor(quotes, page) {
    const places = certain(quotes, page);
    if (!places.some(Boolean)) return quotes.length > 3 ? places : fill(quotes, page, places);
    return fill(quotes, page, places);
  }

  function certain(quotes, page) {
    const once = [];
    occurrences(quotes, page.text).forEach((found, i) => {
      if (found.length === 1) once.push([i, found[0]]);
    });
    const places = quotes.map(() => null);
    for (const [i, k] of rising(once)) places[i] = same(k, quotes[i]);
    for (const [i] of once) if (places[i] && !supported(i, quotes, places, page)) places[i] = null;
    return places;
  }

  const same = (k, quote) => ({ from: k, to: k + quote.text.length - 1, map: null });

  /** Where each quote of some length occurs, in one pass over the text. */
  function occurrences(quotes, text) {
    const heads = new Map();
    quotes.forEach((quote, i) => {
      if (quote.text.length < HEAD) return;
      const head = quote.text.slice(0, HEAD);
      if (heads.has(head)) heads.get(head).push(i);
      else heads.set(head, [i]);
    });
    const found = quotes.map(() => []);
    for (let k = 0; k + HEAD <= text.length; k++) {
      const candidates = heads.get(text.substr(k, HEAD));
      for (const i of candidates ?? []) if (text.startsWith(quotes[i].text, k)) found[i].push(k);
    }
    return found;
  }

  /** The longest subsequence of [index, place] whose places rise. */
  function rising(pairs) {
    const tails = [];
    const previous = pairs.map(() => -1);
    pairs.forEach(([, k], n) => {
      const length = lastAt(tails, (t) => pairs[t][1], k - 1) + 1;
      previous[n] = length ? tails[length - 1] : -1;
      tails[length] = n;
    });
    const run = [];
    for (let n = tails.at(-1) ?? -1; n >= 0; n = previous[n]) run.unshift(pairs[n]);
    return run;
  }

  /** A lone hit far from its neighbours is trusted only where its context agrees. */
  function supported(i, quotes, places, page) {
    const { from, to } = places[i];
    let before = i - 1;
    while (before >= 0 && !places[before]) before--;
    let after = i + 1;
    while (after < places.length && !places[after]) after++;
    const gaps = [];
    if (places[before]) gaps.push((from - places[before].to) / (i - before));
    if (places[after]) gaps.push((places[after].from - to) / (after - i));
    return !gaps.length || Math.min(...gaps) < NEAR || context(page, quotes[i], from) >= 8;
  }

  function fill(quotes, page, places) {
    let low = 0;
    let next = 0;
    quotes.forEach((quote, i) => {
      if (!places[i] && quote.text) {
        for (next = Math.max(next, i); next < places.length && !places[next];) next++;
        const high = places[next]?.from ?? page.text.length;
        const known = places[i - 1] || places[i + 1];
        places[i] = exactly(quote, page, low, high)
          ?? (known && quote.text.length >= HEAD ? edited(quote, page, low, high) : null);
      }
      if (places[i]) low = places[i].to + 1;
    });
    return places;
  }

  /** The quote as it is, between two places: the occurrence whose context agrees best. */
  function exactly(quote, page, low, high) {
    const size = quote.text.length;
    let best = null;
    let most = -1;
    for (let k = page.text.indexOf(quote.text, low); k >= 0; k = page.text.indexOf(quote.text, k + 1)) {
      if (k + size > high || k > low + REACH * 4) break;
      if (!page.edge(k) || !page.edge(k + size)) continue;
      const agreed = context(page, quote, k) + (quote.title && page.inHeading(k) ? 99 : 0);
      const near = k - low < 120 || high - k - size < 120;
      if (size < HEAD && agreed < 4 && !near) continue;
      if (agreed > most) [best, most] = [k, agreed];
    }
    return best === null ? null : same(best, quote);
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

  const PROSE = 'p,li,blockquote,figcaption,h2,h3';

  /** The element that holds most of the page's running text. */
  function recognise() {
    const named = [...document.querySelectorAll('[itemprop=articleBody],article,[role=article]')];
    const big = named.filter((e) => e.textContent.length > 400);
    if (big.length === 1) return big[0];
    const weight = new Map();
    const give = (e, n) => e && e !== document.body && weight.set(e, (weight.get(e) ?? 0) + n);
    for (const p of document.querySelectorAll(PROSE)) {
      const n = p.textContent.trim().length;
      if (n < 40 || p.closest('nav,header,footer,aside,doc-bai-viet')) continue;
      give(p.parentElement, n);
      give(p.parentElement?.parentElement, n / 2);
    }
    const best = [...weight].sort((a, b) => b[1] - a[1])[0];
    return best?.[0] ?? big[0] ?? document.querySelector('main');
  }

  const headline = (article) => {
    const all = [...document.querySelectorAll('h1')].filter((e) => e.checkVisibility?.() !== false);
    const near = (e) => article && (article.contains(e)
      || e.compareDocumentPosition(article) & Node.DOCUMENT_POSITION_FOLLOWING);
    return all.filter(near).at(-1) ?? all[0];
  };

  const scroller = (element) => {
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      if (e.scrollHeight > e.clientHeight + 1
        && /auto|scroll/.test(getComputedStyle(e).overflowY)) return e;
    }
    return null;
  };

  const INTERACTIVE = 'a,button,input,select,textarea,label,summary,audio,video,[onclick],'
    + '[contenteditable],[role=button],[role=link],doc-bai-viet';

  // ── Style sheets: no inline style, so that a strict policy has nothing to forbid ───────────────

  const sheetOf = (css = '') => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  };

  const adopt = (sheet) => {
    if (!document.adoptedStyleSheets.includes(sheet)) {
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }
  };

  const LAYERS = ['sentence', 'word', 'hover'];
  const lit = (layer, css) => `::highlight(${TAG}-${layer}){${css}}`;

  // Colour is never alone: the word is underlined too. Text and ground are set together, so that
  // the contrast is ours on every site: at least 7:1.
  const GLOW = {
    light: ['background-color:#fff0b3;color:#1f1a00', 'background-color:#ffd033;color:#000'],
    dark: ['background-color:#4a3c00;color:#fff8dc', 'background-color:#ffd033;color:#000'],
  };

  const glow = (theme) => {
    const line = 'text-decoration:underline 2px';
    const [sentence, word] = GLOW[theme];
    return `@media screen{${lit('hover', 'text-decoration:underline dotted 1px')}`
      + lit('sentence', sentence) + lit('word', `${word};${line}`)
      + `@media (prefers-contrast:more){${lit('sentence', 'background-color:#ff0;color:#000')}`
      + `${lit('word', `background-color:#000;color:#ff0;${line}`)}}`
      + `@media (forced-colors:active){${lit('sentence', 'background-color:Mark;color:MarkText')}`
      + `${lit('word', `background-color:Highlight;color:HighlightText;${line}`)}}}`;
  };

  /** Lights up ranges of the page. */
  class Highlights {
    #sheet = sheetOf();
    #layers = LAYERS.map((layer, i) => {
      const highlight = new Highlight();
      highlight.priority = i;
      CSS.highlights.set(`${TAG}-${layer}`, highlight);
      return highlight;
    });

    theme(name) {
      this.#sheet.replaceSync(glow(name));
      adopt(this.#sheet);
    }

    paint(layer, range) {
      const highlight = this.#layers[LAYERS.indexOf(layer)];
      highlight.clear();
      if (range) highlight.add(range);
    }

    move() {}
  }

  /** The same where the browser knows no highlights: see-through boxes over the text. */
  class Boxes {
    #ranges = {};
    #timer = 0;

    constructor(root) {
      this.layer = root.appendChild(h('div', { class: 'boxes', 'aria-hidden': 'true' }));
    }

    theme(name) {
      this.layer.dataset.theme = name;
    }

    paint(layer, range) {
      this.#ranges[layer] = range;
      this.move();
    }

    move() {
      this.#timer ||= requestAnimationFrame(() => {
        this.#timer = 0;
        this.layer.replaceChildren(...Object.entries(this.#ranges).flatMap(Boxes.#over));
      });
    }

    static #over([layer, range]) {
      return [...(range?.getClientRects() ?? [])].map(({ x, y, width, height }) => {
        const box = h('i', { class: layer });
        Object.assign(box.style, {
          left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px`,
        });
        return box;
      });
    }
  }

  // ── Memory: place, speed, size; nothing leaves the browser ────────────────────────────────────

  const SHELF = 40; // articles whose place is remembered

  const memory = {
    read() {
      try {
        return JSON.parse(localStorage.getItem(TAG)) ?? {};
      } catch {
        return this.kept ?? {}; // storage is forbidden here: remember until the page is left
      }
    },
    write(change) {
      this.kept = { ...this.read(), ...change };
      try {
        localStorage.setItem(TAG, JSON.stringify(this.kept));
      } catch { /* the same */ }
    },
    get here() {
      return location.pathname + location.search;
    },
    get place() {
      return this.read().places?.find(([path]) => path === this.here)?.[1];
    },
    set place(place) {
      const others = (this.read().places ?? []).filter(([path]) => path !== this.here);
      this.write({ places: [...(place ? [[this.here, place]] : []), ...others].slice(0, SHELF) });
    },
  };

  // ── Type: size, spacing, contrast and font of the article alone ───────────────────────────────

  const SIZES = [80, 90, 100, 110, 125, 150, 175, 200];
  const INKS = { onWhite: ['#000', '#fff'], onBlack: ['#fff', '#000'], yellow: ['#ff0', '#000'] };
  const FONTS = '"Atkinson Hyperlegible Next","Atkinson Hyperlegible",Lexend,Verdana,Tahoma,sans-serif';

  class Type {
    #sheet = sheetOf();
    article = null;

    /** Sets the article's type as `wish` says: {size, spacing, contrast, font}. */
    set(article, wish) {
      if (this.article !== article) this.clear();
      this.article = article;
      this.wish = wish;
      if (!article) return;
      adopt(this.#sheet);
      article.setAttribute(`data-${MARK}`, '');
      this.fit();
    }

    clear() {
      this.#sheet.replaceSync('');
      this.article?.removeAttribute(`data-${MARK}`);
    }

    /** The article never gets wider than the site made it, so that the layout holds. */
    fit() {
      const { article, wish } = this;
      if (!article) return;
      const zoom = wish.size / 100;
      this.#sheet.replaceSync('');
      const width = article.getBoundingClientRect().width;
      this.#write(zoom, '');
      if (zoom > 1 && article.getBoundingClientRect().width > width + 1) {
        this.#write(zoom, `max-width:${width / zoom}px!important;`);
      }
    }

    #write(zoom, width) {
      const on = `[data-${MARK}]`;
      const { spacing, contrast, font } = this.wish;
      const [ink, paper] = INKS[contrast] ?? [];
      const rules = [];
      if (zoom !== 1) {
        rules.push(`${on}{zoom:${zoom};${width}overflow-wrap:break-word}`);
        rules.push(`${on} :is(img,video,iframe,table,pre,object,figure){max-width:100%!important}`);
        rules.push(`${on} img{height:auto}`);
      }
      if (spacing) rules.push(`${on},${on} *{line-height:${spacing}!important}`);
      if (font) rules.push(`${on},${on} *{font-family:${FONTS}!important;letter-spacing:.02em!important}`);
      if (ink) {
        rules.push(`${on},${on} *{color:${ink}!important;background:${paper}!important}`);
        rules.push(`${on} a{text-decoration:underline!important}`);
      }
      this.#sheet.replaceSync(`@media screen{${rules.join('')}}`);
    }
  }

  // ── Voices: a recording, or the browser's own speech ──────────────────────────────────────────
  //
  // Both tell the same: `ms`, `paused`, play(), pause(), seek(ms), rate; events "state", "mark" (the
  // place has moved to a word or by a jump; detail in ms), "tick", "ended", "fail".

  const tell = (target, type, detail) => target.dispatchEvent(new CustomEvent(type, { detail }));

  /** How long a stream may be silent before what has come of it is taken for all there is. */
  const STALL = 500;

  class Recording extends EventTarget {
    #audio = new Audio();
    #track = this.#audio.addTextTrack('metadata');
    #src = '';
    #wanted = null;
    #pieces = null;
    #cued = 0;
    #near = [];
    #sentences = [];
    complete = true;

    constructor() {
      super();
      const audio = this.#audio;
      audio.preload = 'none';
      audio.preservesPitch = true;
      this.#track.mode = 'hidden';
      const on = (types, act) => types.split(' ').forEach((t) => audio.addEventListener(t, act));
      on('play playing pause waiting', () => tell(this, 'state'));
      on('timeupdate durationchange', () => tell(this, 'tick'));
      on('seeked', () => this.#arrive());
      on('loadedmetadata', () => this.#wanted !== null && this.#go());
      on('ended', () => this.#end());
      on('error', () => audio.getAttribute('src') && tell(this, 'fail'));
      if (typeof VTTCue === 'undefined') this.#watch();
    }

    get ms() {
      return this.#wanted ?? this.#audio.currentTime * 1000;
    }

    get length() {
      const { duration } = this.#audio;
      return Number.isFinite(duration) ? duration * 1000 : 0;
    }

    get paused() {
      return this.#audio.paused && !this.#pieces?.playing;
    }

    get waiting() {
      return Boolean(this.#pieces) || (!this.#audio.paused && this.#audio.readyState < 3);
    }

    get rate() {
      return this.#audio.defaultPlaybackRate;
    }

    set rate(rate) {
      this.#audio.defaultPlaybackRate = rate;
      this.#audio.playbackRate = rate;
    }

    /** Another recording of the same words; nothing is asked for yet. */
    source(src, ms = 0) {
      this.#src = src;
      this.#wanted = ms || null;
      this.#release();
      this.#audio.removeAttribute('src');
    }

    async play() {
      if (!this.#audio.getAttribute('src')) this.#audio.src = this.#src;
      else if (this.#audio.error) this.#again();
      if (this.#pieces) this.#pieces.playing = true;
      else await this.#audio.play().catch((e) => e.name === 'NotAllowedError' && tell(this, 'state'));
    }

    pause() {
      if (this.#pieces) this.#pieces.playing = false;
      this.#audio.pause();
      tell(this, 'state');
    }

    stop() {
      this.pause();
      this.source(this.#src);
    }

    seek(ms) {
      this.#wanted = Math.max(0, ms);
      tell(this, 'mark', this.#wanted);
      if (this.#audio.readyState > 0) this.#go();
    }

    #again() {
      this.#wanted = this.ms;
      this.#audio.src = this.#src;
    }

    /** To the wanted place: by the server's ranges, or else by having it all. */
    #go() {
      const { seekable } = this.#audio;
      const end = seekable.length ? seekable.end(seekable.length - 1) : 0;
      if (end > 0 && (this.#wanted / 1000 <= end || this.complete)) {
        this.#audio.currentTime = this.#wanted / 1000;
      } else if (!this.#pieces) this.#collect();
    }

    #arrive() {
      this.#wanted = null;
      tell(this, 'mark', this.#audio.currentTime * 1000);
      tell(this, 'tick');
    }

    /** A server without ranges cannot seek: what there is so far becomes a local file. */
    async #collect() {
      const job = { playing: !this.#audio.paused };
      this.#pieces = job;
      this.#audio.pause();
      tell(this, 'state');
      try {
        const { bytes, whole } = await fetched(this.#src);
        if (this.#pieces !== job) return;
        this.#release();
        this.blob = URL.createObjectURL(new Blob(bytes, { type: 'audio/mpeg' }));
        this.partial = !whole;
        this.#audio.src = this.blob;
        this.#audio.load();
        if (job.playing) await this.#audio.play();
      } catch {
        this.#release();
        tell(this, 'fail');
      }
    }

    #release() {
      this.#pieces = null;
      this.partial = false;
      if (this.blob) URL.revokeObjectURL(this.blob);
      this.blob = null;
    }

    /** The end of what had come is not the end of the article. */
    #end() {
      const ms = this.#audio.duration * 1000;
      if (!this.partial) return tell(this, 'ended');
      this.#wanted = ms;
      return setTimeout(() => {
        this.#collect();
        this.#pieces.playing = true;
      }, STALL);
    }

    /** Cues call at the very moment; those of words are made for the sentence at hand and the next. */
    follow(sentences) {
      this.#sentences = sentences;
      if (typeof VTTCue === 'undefined') return;
      for (; this.#cued < sentences.length; this.#cued++) {
        const { begin, end } = sentences[this.#cued];
        this.#track.addCue(this.#cue(begin, end));
      }
    }

    restart() {
      for (const cue of [...(this.#track.cues ?? [])]) this.#track.removeCue(cue);
      this.#cued = 0;
      this.#near = [];
    }

    near(index) {
      for (const cue of this.#near) this.#track.removeCue(cue);
      if (typeof VTTCue === 'undefined') return;
      this.#near = this.#sentences.slice(Math.max(0, index), index + 2)
        .flatMap((s) => s.words.map(([, , begin, end]) => this.#cue(begin, end)));
      for (const cue of this.#near) this.#track.addCue(cue);
    }

    #cue(begin, end) {
      const cue = new VTTCue(begin / 1000, end / 1000, '');
      cue.onenter = () => this.#wanted ?? tell(this, 'mark', Math.max(begin, this.ms));
      return cue;
    }

    #watch() {
      requestAnimationFrame(() => {
        if (!this.#audio.paused) tell(this, 'mark', this.#audio.currentTime * 1000);
        this.#watch();
      });
    }
  }

  /** The bytes of a recording; of one that is still being made, those there are. */
  async function fetched(src) {
    const answer = await fetch(src);
    if (!answer.ok) throw new Error(answer.status);
    const reader = answer.body.getReader();
    const bytes = [];
    for (;;) {
      const late = new Promise((resolve) => { setTimeout(resolve, STALL); });
      const piece = await (bytes.length ? Promise.race([reader.read(), late]) : reader.read());
      if (!piece) reader.cancel();
      if (!piece || piece.done) return { bytes, whole: Boolean(piece) };
      bytes.push(piece.value);
    }
  }

  const PACE = 65; // milliseconds a character, where nobody has measured

  /** The article as the page shows it, with guessed times: what speech synthesis follows. */
  function guessed(article, title, language) {
    const lines = (article?.innerText ?? '').split(/\n+/).map((l) => l.trim())
      .filter((line) => line && line !== title && !/cỡ chữ|^đọc bài/i.test(line));
    const cut = new Intl.Segmenter(language, { granularity: 'sentence' });
    const blocks = [[-1, title], ...lines.map((line, i) => [i, line])].filter(([, line]) => line);
    let begin = 0;
    return blocks.flatMap(([block, line]) => [...cut.segment(line)].map(({ segment }) => {
      const exact = segment.trim();
      const sentence = guess(exact, block, begin);
      begin = sentence.end;
      return sentence;
    }).filter((s) => s.quote.exact));
  }

  function guess(exact, block, begin) {
    const words = [...exact.matchAll(/\S+/g)].map(({ 0: word, index }) => {
      const start = [...exact.slice(0, index)].length;
      const end = start + [...word].length;
      return [start, end, begin + start * PACE, begin + end * PACE];
    });
    const kind = block < 0 ? 'title' : 'paragraph';
    return { block, kind, quote: { exact }, begin, end: begin + exact.length * PACE, words };
  }

  class Speech extends EventTarget {
    #sentences = [];
    #said = null;
    #rate = 1;
    ms = 0;
    paused = true;
    waiting = false;
    length = 0;

    /** The browser's voice for a language; null where it has none. */
    static async voice(language) {
      const { speechSynthesis: speech } = window;
      if (!speech) return null;
      if (!speech.getVoices().length) {
        await new Promise((resolve) => {
          speech.addEventListener('voiceschanged', resolve, { once: true });
          setTimeout(resolve, 1000);
        });
      }
      return speech.getVoices().find((v) => v.lang.toLowerCase().startsWith(language)) ?? null;
    }

    constructor(voice) {
      super();
      this.voice = voice;
    }

    get rate() {
      return this.#rate;
    }

    set rate(rate) {
      this.#rate = rate;
      if (!this.paused) this.#say();
    }

    source() {}

    near() {}

    follow(sentences) {
      this.#sentences = sentences;
    }

    play() {
      this.paused = false;
      this.#say();
      tell(this, 'state');
    }

    pause() {
      this.paused = true;
      this.#said = null;
      speechSynthesis.cancel();
      tell(this, 'state');
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
      tell(this, 'mark', ms);
      tell(this, 'tick');
    }

    #say() {
      const i = Math.max(0, lastAt(this.#sentences, (s) => s.begin, this.ms));
      const sentence = this.#sentences[i];
      const said = new SpeechSynthesisUtterance(sentence.quote.exact);
      Object.assign(said, { voice: this.voice, lang: this.voice.lang, rate: this.#rate });
      said.onboundary = (event) => said === this.#said && this.#reach(Speech.#when(sentence, event));
      said.onend = () => said === this.#said && this.#next(i + 1);
      said.onerror = () => said === this.#said && tell(this, 'fail');
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
        tell(this, 'ended');
      }
    }
  }

  // ── The page's own controls, taken over ───────────────────────────────────────────────────────

  const CLICKABLE = 'a,button,[role=button],[onclick],[title],.plus,.minus,.fa-plus,.fa-minus';
  const READ = /^(nghe )?doc (bai|tin)( viet| bao)?( nay)?$|^nghe (bai|tin|doc)( viet| bai| bao)?( nay)?$|^(bao noi|nghe bao)$/;
  const HOOK = /readarticle|popupplaymedia|docbai|texttospeech/;
  const SIZE = /co chu|font ?-?(size|plus|minus|change)|textsize|changefont/;
  const STEPS = { larger: /tang|phong to|plus|increase|lon hon|\+/, smaller: /giam|thu nho|minus|decrease|nho hon|^a? ?[-–−]$/ };

  const attributes = (e, names) => names.map((name) => e.getAttribute(name) ?? '');

  /** What an element says it is: its names one by one, and its hooks. */
  function signs(e) {
    const image = e.querySelector('img[alt]')?.alt ?? '';
    const names = [e.textContent.slice(0, 60), ...attributes(e, ['title', 'aria-label']), image];
    const hooks = [e.className?.baseVal ?? e.className ?? '', ...attributes(e, ['onclick', 'href', 'id'])];
    return { names: names.map(plain).filter(Boolean), hooks: plain(hooks.join(' ')) };
  }

  /** "read", "larger", "smaller", or null. */
  function purpose(e, told) {
    const { names, hooks } = signs(e);
    if (/^(https?:|\/|\w+\.html?)/.test(e.getAttribute('href') ?? '')) return null;
    if (told === 'read_aloud' || names.some((n) => READ.test(n)) || HOOK.test(hooks)) return 'read';
    if (!told && !sizing(e)) return null;
    return Object.keys(STEPS).find((step) => [...names, hooks].some((n) => STEPS[step].test(n)));
  }

  /** Whether an element or what closely surrounds it speaks of text size. */
  function sizing(element) {
    for (let e = element, n = 0; e && n < 4; e = e.parentElement, n++) {
      const { names, hooks } = signs(e);
      if (e.textContent.length < 90 && (SIZE.test(hooks) || names.some((s) => SIZE.test(s)))) return true;
    }
    return false;
  }

  /** The page's own controls: [[element, purpose], …], innermost only. */
  function ownControls(told = []) {
    const found = new Map();
    const look = (e, kind) => {
      const visible = !e.closest(TAG) && e.checkVisibility?.() !== false;
      const meant = visible && purpose(e, kind);
      if (meant) found.set(e, meant);
    };
    for (const { kind, selector } of told) {
      for (const e of safely(selector)) {
        look(e, kind);
        if (kind === 'text_size') e.querySelectorAll('*').forEach((inner) => look(inner, kind));
      }
    }
    document.querySelectorAll(CLICKABLE).forEach((e) => found.has(e) || look(e));
    return [...found].filter(([e]) => ![...found.keys()].some((o) => o !== e && e.contains(o)));
  }

  function safely(selector) {
    try {
      return document.querySelectorAll(selector);
    } catch {
      return [];
    }
  }

  // ── Building blocks of the interface ──────────────────────────────────────────────────────────

  const ICONS = {
    play: 'M8 5v14l11-7z',
    pause: 'M7 5h4v14H7zM13 5h4v14h-4z',
    prev: 'M18 5 8.5 12 18 19zM6 5h2v14H6z',
    next: 'm6 5 9.500 7L6 19zM16 5h2v14h-2z',
    prevBlock: 'm20 6-8 6 8 6zM12 6l-8 6 8 6z',
    nextBlock: 'm4 6 8 6-8 6zM12 6l8 6-8 6z',
    more: 'M5 10a2 2 0 1 0 .01 0zM12 10a2 2 0 1 0 .01 0zM19 10a2 2 0 1 0 .01 0z',
    close: 'M6.400 5 5 6.400 10.600 12 5 17.600 6.400 19 12 13.400 17.600 19 19 17.600 13.400 12 19 6.400 17.600 5 12 10.600z',
    smaller: 'M5 11h14v2H5z',
    larger: 'M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z',
    reset: 'M12 5V2L7 6.500 12 11V8a5 5 0 1 1-5 5H4a8 8 0 1 0 8-8z',
    save: 'M11 4h2v8l3-3 1.400 1.400L12 15.800 6.600 10.400 8 9l3 3zM5 18h14v2H5z',
    words: 'M4 6h16v2H4zM4 11h16v2H4zM4 16h10v2H4z',
    back: 'M12 4 5 11l1.400 1.400L11 7.800V20h2V7.800l4.600 4.600L19 11z',
  };

  /** An element; properties that begin with "on" are listeners, true is an empty attribute. */
  function h(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
      else if (value !== false && value != null) element.setAttribute(name, value === true ? '' : value);
    }
    element.append(...children.filter((c) => c != null));
    return element;
  }

  function icon(name) {
    const make = (tag, properties) => {
      const e = document.createElementNS('http://www.w3.org/2000/svg', tag);
      for (const [key, value] of Object.entries(properties)) e.setAttribute(key, value);
      return e;
    };
    const svg = make('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
    svg.append(make('path', { d: ICONS[name] }));
    return svg;
  }

  const clock = (ms) => {
    const s = Math.floor(ms / 1000);
    const two = (n) => String(n).padStart(2, '0');
    const [hours, minutes] = [Math.floor(s / 3600), Math.floor(s / 60) % 60];
    return hours ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`;
  };

  const STYLE = sheetOf(`
:host{display:block;margin:1em 0}
:host([hidden]){display:none}
[hidden]{display:none!important}
@media print{:host{display:none!important}}
.root{all:initial;display:block;zoom:calc(1/var(--${TAG}-zoom,1));
font:500 max(16px,1rem)/1.4 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
--paper:#fff;--ink:#1c2229;--soft:#57606a;--line:#868e97;--wash:#eef2f6;
--accent:var(--${TAG}-accent,#0b5a8a);--on:var(--${TAG}-accent-ink,#fff);
color:var(--ink);color-scheme:light}
.root[data-theme=dark]{--paper:#1b2026;--ink:#f1f4f7;--soft:#b5bec8;--line:#7d8690;--wash:#2c333b;
--accent:var(--${TAG}-accent,#8ccbff);--on:var(--${TAG}-accent-ink,#04243c);color-scheme:dark}
.bar{display:flex;flex-wrap:wrap;gap:.5em;align-items:flex-start}
.pill{box-sizing:border-box;max-width:100%;background:var(--paper);color:var(--ink);
border:1px solid var(--line);border-radius:1.625em;padding:.1875em}
.row{display:flex;flex-wrap:wrap;align-items:center;gap:.125em}
.size .row{padding-left:.75em}
button,select,.link{all:unset;box-sizing:border-box;display:inline-flex;align-items:center;
justify-content:center;gap:.375em;min-width:2.75em;min-height:2.75em;padding:0 .25em;
border-radius:1.375em;cursor:pointer;color:inherit;text-align:center;-webkit-tap-highlight-color:transparent}
.size button{min-width:2.25em}
button:hover,select:hover,.link:hover{background:var(--wash)}
button[aria-disabled=true]{opacity:.45;cursor:default}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.main{background:var(--accent);color:var(--on);padding:0 1.125em 0 .75em;font-weight:600}
.main:hover{background:var(--accent);filter:brightness(1.1)}
.on .main{padding:0;min-width:2.75em}
svg{width:1.375em;height:1.375em;fill:currentColor;flex:none}
select{min-width:3.75em;padding:0 .5em;border:1px solid transparent;appearance:auto;
background:var(--paper);color:var(--ink)}
.time,output{font-variant-numeric:tabular-nums;color:var(--soft);padding:0 .375em;white-space:nowrap}
output{min-width:3em;text-align:center;color:var(--ink)}
.on{flex:1 1 30em}
.grow{flex:1 1 6em;display:flex;min-width:5em}
input[type=range]{flex:1;min-width:0;height:2.75em;margin:0 .375em;accent-color:var(--accent);cursor:pointer}
.panel{margin:.25em .375em .375em;padding:.5em .375em 0;border-top:1px solid var(--line);
display:grid;gap:.125em .75em;grid-template-columns:repeat(auto-fit,minmax(min(15em,100%),1fr))}
.panel label{display:flex;align-items:center;justify-content:space-between;gap:.75em;min-height:2.75em}
.panel select{border-color:var(--line);padding:0 .75em}
input[type=checkbox]{width:1.5em;height:1.5em;margin:0;flex:none;accent-color:var(--accent)}
.panel .link,.panel button{justify-content:flex-start;padding:0 .5em;text-decoration:underline;text-underline-offset:.2em}
.words{overflow:auto;max-height:min(22em,40vh);line-height:1.7;margin:.25em .375em .375em;
padding:.5em .375em 0;border-top:1px solid var(--line);font-weight:400}
.words p{margin:0 0 .75em;content-visibility:auto;contain-intrinsic-size:auto 6em}
.words button{display:inline;min-width:0;min-height:0;padding:.125em .125em;border-radius:.25em;text-align:start;line-height:1.7}
.words [aria-current]{background:#fff0b3;color:#1f1a00;text-decoration:underline}
.note{margin:.375em .75em 0;color:var(--soft);font-weight:400}
.note:empty{margin:0}
.back{background:var(--wash);padding:0 1em 0 .625em}
.docked{position:fixed;inset:auto 0 0;margin:0 auto;width:100%;max-width:46em;max-height:70vh;overflow:auto;
z-index:2147483647;border-radius:1.375em 1.375em 0 0;border-bottom:0;box-shadow:0 0 1.5em #0004;
padding:.25em .375em max(.25em,env(safe-area-inset-bottom));overscroll-behavior:contain}
.shut{display:none}
.docked .shut{display:inline-flex}
.docked .grow{order:-1;flex-basis:100%}
.docked input[type=range]{height:1.75em}
.boxes{position:fixed;inset:0;pointer-events:none;z-index:2147483646;mix-blend-mode:multiply}
.boxes[data-theme=dark]{mix-blend-mode:screen}
.boxes i{position:absolute}
.boxes .sentence{background:#fff0b3}.boxes .word{background:#ffd033;border-bottom:2px solid #000;box-sizing:border-box}
.boxes[data-theme=dark] i{background:#4a3c00}
@media print{.boxes{display:none}}
@media (min-width:40em){.docked .grow{order:0;flex-basis:8em}.docked{bottom:.75em;border-radius:1.625em;border-bottom:1px solid var(--line)}}
@media (max-width:26em){.skip{display:none}.on .row{justify-content:space-between}.grow{flex-basis:100%;order:-1}.size .row{padding-left:.75em}}
@media (prefers-contrast:more){.root{--soft:var(--ink);--line:var(--ink)}.pill{border-width:2px}}
@media (prefers-reduced-motion:no-preference){button{transition:background-color .15s}}
@media (forced-colors:active){.root{--accent:Highlight;--on:HighlightText;--line:CanvasText;--paper:Canvas;--ink:CanvasText;--soft:CanvasText;--wash:Canvas}
.main{forced-color-adjust:none}button,select{border:1px solid ButtonText}.words [aria-current]{background:Mark;color:MarkText}
button[aria-disabled=true]{opacity:1;color:GrayText;border-color:GrayText}}
`);

  const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3];
  const SPACINGS = [1.5, 1.8, 2.2];
  const POLL = 1000;
  const SAVE = 5000;

  // ── The element ───────────────────────────────────────────────────────────────────────────────

  class DocBaiViet extends HTMLElement {
    static observedAttributes = ['src', 'timing', 'api', 'article', 'lang'];

    #life = null; // aborts everything that lives while we are on the page
    #ui = {};
    #voice = null;
    #type = new Type();
    #lights = null;
    #sheet = sheetOf();
    #sentences = [];
    #quotes = [];
    #places = [];
    #page = null;
    #article = null;
    #now = -1;
    #word = -1;
    #started = false;
    #following = true;
    #ownScroll = 0;
    #saved = 0;
    #told = {};
    #timing = {};
    #wish = {};
    #loading = null;
    #run = 0;

    // Scripts' side, in the manner of <audio>.

    get paused() { return this.#voice?.paused ?? true; }

    get currentTime() { return (this.#voice?.ms ?? 0) / 1000; }

    set currentTime(seconds) { this.seek(seconds * 1000); }

    get duration() { return this.#length / 1000; }

    get playbackRate() { return this.#wish.rate; }

    set playbackRate(rate) { this.#keep({ rate: Math.min(3, Math.max(0.5, rate)) }); }

    async play() {
      const { signal } = this.#life;
      await this.#loading;
      if (signal.aborted || !this.#voice) return;
      if (!this.#started) this.#start();
      document.dispatchEvent(new CustomEvent(`${TAG}:play`, { detail: this }));
      await this.#voice.play();
      this.#poll();
    }

    pause() { this.#voice?.pause(); }

    seek(ms) {
      this.#voice?.seek(Math.max(0, this.#length ? Math.min(ms, this.#length - 50) : ms));
      this.#tick();
    }

    // Life.

    connectedCallback() {
      clearTimeout(this.leaving);
      if (this.#life) return;
      this.#life = new AbortController();
      this.#wish = { size: 100, rate: 1, follow: true, tap: true, keys: false, ...memory.read() };
      this.#build();
      this.#listen();
      const idle = window.requestIdleCallback ?? setTimeout;
      idle(() => this.#life && this.#reload());
    }

    disconnectedCallback() {
      this.leaving = setTimeout(() => !this.isConnected && this.#leave(), 1000);
    }

    attributeChangedCallback(name, before, after) {
      if (!this.#life || before === after) return;
      if (name === 'lang') this.#build();
      clearTimeout(this.changing);
      this.changing = setTimeout(() => this.#life && this.#reload());
    }

    #leave() {
      this.#close();
      this.#type.clear();
      this.#sheet.replaceSync('');
      this.#life.abort();
      this.#life = null;
      this.#run++;
    }

    #on(target, types, act, options = {}) {
      const { signal } = this.#life;
      for (const type of types.split(' ')) target.addEventListener(type, act, { ...options, signal });
    }

    #listen() {
      this.#on(document, 'click', (e) => this.#clicked(e));
      this.#on(document, 'keydown', (e) => this.#pressed(e));
      this.#on(document, 'pointermove', (e) => this.#hover(e), { passive: true });
      this.#on(window, 'wheel touchmove keydown', () => { this.#ownScroll = 0; }, listening);
      this.#on(document, 'scroll', () => this.#scrolled(), listening);
      this.#on(window, 'resize', () => { this.#type.fit(); this.#lights.move(); });
      this.#on(window, 'pagehide', () => this.#save());
      this.#on(document, 'focusin', (e) => this.#uncover(e));
      this.#on(document, `${TAG}:play`, (e) => e.detail !== this && this.pause());
      this.#on(matchMedia('(prefers-color-scheme:dark)'), 'change', () => this.#theme());
      this.#observe();
    }

    #observe() {
      const changed = new MutationObserver((records) => {
        clearTimeout(this.settling);
        if (records.every((r) => this.contains(r.target))) return;
        this.settling = setTimeout(() => this.#life && this.#settle(), 250);
      });
      changed.observe(document.body, { childList: true, characterData: true, subtree: true });
      const themed = new MutationObserver(() => this.#theme());
      const names = { attributeFilter: ['class', 'style', 'data-theme'] };
      for (const e of [document.documentElement, document.body]) themed.observe(e, names);
      const seen = new IntersectionObserver(([{ isIntersecting }]) => this.#dock(!isIntersecting));
      seen.observe(this);
      const all = [changed, themed, seen];
      this.#life.signal.addEventListener('abort', () => all.forEach((o) => o.disconnect()));
    }

    /** The page has changed: another article, or the same one moved about. */
    #settle() {
      const here = location.href.split('#')[0];
      if (this.#told.asked && this.#told.asked !== here) this.#reload();
      else this.#anchor();
      this.#takeOver();
    }

    // The recording.

    #reload() {
      const run = ++this.#run;
      this.#close();
      this.#sentences = [];
      this.#loading = this.#load(run).catch(() => run === this.#run && this.#offerSpeech());
      return this.#loading;
    }

    async #load(run) {
      this.#told = {};
      this.#timing = {};
      const inline = this.querySelector('script[type="application/json"]')
        ?? document.querySelector(`script[data-${TAG}]`);
      const address = (name) => this.getAttribute(name) && new URL(this.getAttribute(name), document.baseURI).href;
      const own = { audio: address('src'), timing: address('timing'), transcript: address('transcript') };
      const named = own.audio || own.timing || inline;
      this.#told = named ? own : await this.#ask(this.getAttribute('api') ?? BASE);
      if (run !== this.#run) return;
      this.#anchor();
      this.#takeOver();
      const early = this.#told.complete !== false || !this.#told.audio;
      if (inline) this.#take(JSON.parse(inline.textContent), document.baseURI);
      else if (this.#told.timing && early) await this.#fetchTiming(run);
      if (run === this.#run) this.#equip();
    }

    async #ask(base) {
      if (!base) throw new Error('no server');
      const asked = location.href.split('#')[0];
      const answer = await fetch(new URL(`api/v1/articles?url=${encodeURIComponent(asked)}`, base.replace(/\/?$/, '/')));
      if (!answer.ok) throw new Error(answer.status);
      const told = await answer.json();
      const full = (url) => url && new URL(url, answer.url).href;
      const voices = (told.voices ?? []).map((v) => ({ ...v, audio: full(v.audio), timing: full(v.timing) }));
      const [audio, timing, transcript] = [told.audio, told.timing, told.transcript].map(full);
      return { ...told, asked, audio, timing, transcript, voices };
    }

    async #fetchTiming(run) {
      const answer = await fetch(this.#told.timing);
      if (!answer.ok) throw new Error(answer.status);
      const timing = await answer.json();
      if (run === this.#run) this.#take(timing, answer.url);
    }

    #take(timing, base) {
      const known = this.#sentences.length;
      this.#timing = timing;
      this.#sentences = (timing.sentences ?? []).map((s) => ({ words: [], ...s }));
      this.#told.audio ||= timing.audio?.src && new URL(timing.audio.src, base).href;
      this.#told.complete = timing.complete !== false;
      this.#quotes = this.#sentences.map((s, i) => (i < known && this.#quotes[i]) || needle(s));
      if (this.#sentences.length !== known || !known) this.#anchor();
      this.#voice?.follow(this.#sentences);
      if (this.#voice) this.#voice.complete = this.#told.complete;
      this.#tick();
    }

    #equip() {
      if (!this.#told.audio) throw new Error('no recording');
      const voice = new Recording();
      voice.complete = this.#told.complete !== false;
      voice.source(this.#told.audio);
      this.#use(voice);
      this.#note('');
      this.#remember();
      this.#draw();
    }

    #use(voice) {
      this.#voice = voice;
      voice.rate = this.#wish.rate;
      voice.follow(this.#sentences);
      const on = (type, act) => voice.addEventListener(type, (e) => voice === this.#voice && act(e));
      on('mark', (e) => this.#sync(e.detail));
      on('tick', () => this.#tick());
      on('state', () => this.#changed());
      on('ended', () => this.#ended());
      on('fail', () => this.#failed());
    }

    /** While the recording is made, its timing grows. */
    async #poll() {
      const run = this.#run;
      if (this.polling === run) return;
      this.polling = run;
      while (this.#life && run === this.#run && this.#told.timing && this.#growing) {
        await this.#fetchTiming(run).catch(() => {});
        await new Promise((resolve) => { setTimeout(resolve, POLL); });
      }
      if (this.polling === run) this.polling = null;
    }

    get #growing() {
      return this.#told.complete === false || !this.#timing.sentences;
    }

    get #length() {
      return Math.max(this.#timing.duration ?? 0, this.#sentences.at(-1)?.end ?? 0) || this.#voice?.length || 0;
    }

    async #offerSpeech() {
      const language = (this.#language ?? 'vi').slice(0, 2);
      this.#anchor();
      const voice = await Speech.voice(language);
      const title = headline(this.#article)?.innerText.trim();
      const sentences = voice ? guessed(this.#article, title, language) : [];
      if (!this.#life) return;
      this.#takeOver();
      this.#note(sentences.length ? 'isSpeech' : 'mute');
      if (sentences.length) {
        this.#take({ sentences }, document.baseURI);
        this.#use(new Speech(voice));
      }
      this.#draw();
    }

    get #language() {
      return this.closest('[lang]')?.lang || document.documentElement.lang || undefined;
    }

    // Where the sentences stand.

    #anchor() {
      this.#page = new PageText(document.body);
      this.#places = anchor(this.#quotes.slice(0, this.#sentences.length), this.#page);
      const named = this.getAttribute('article') || this.#told.article;
      this.#article = (named && safely(named)[0]) || this.#common() || recognise();
      this.#theme();
      this.#dress();
      this.#paint();
    }

    /** The smallest element around the sentences that were found. */
    #common() {
      const found = this.#places.filter((p, i) => p && this.#sentences[i].block >= 0);
      if (found.length < 3) return null;
      const node = (k) => this.#page.point(this.#page.at[k])[0];
      const range = new Range();
      range.setStart(node(found[0].from), 0);
      range.setEnd(node(found.at(-1).to), 0);
      const common = range.commonAncestorContainer;
      return common === document.body || common.nodeType !== 1 ? null : common;
    }

    #rangeOf(i) {
      const place = this.#places[i];
      const quote = this.#quotes[i];
      return place && this.#page.range(place.from, place.to, quote.before, quote.after);
    }

    #wordRange(i, w) {
      const place = this.#places[i];
      const word = this.#sentences[i]?.words[w];
      const units = place && word && under(this.#quotes[i], place, word[0], word[1]);
      return units && this.#page.range(...units, 0, 0);
    }

    // Following the voice.

    #sync(ms) {
      const i = lastAt(this.#sentences, (s) => s.begin, ms + 1);
      if (i !== this.#now) this.#enter(i);
      const w = i < 0 ? -1 : lastAt(this.#sentences[i].words, (word) => word[2], ms + 1);
      if (w === this.#word) return;
      this.#word = w;
      this.#lights.paint('word', this.#started ? this.#wordRange(i, w) : null);
      tell(this, 'word', { index: w, word: this.#sentences[i]?.words[w] });
    }

    #enter(i) {
      this.#now = i;
      this.#word = -2;
      this.#voice.near(i);
      this.#lights.paint('sentence', this.#started ? this.#rangeOf(i) : null);
      this.#mark();
      if (this.#started) this.#follow();
      tell(this, 'sentence', { index: i, sentence: this.#sentences[i] });
    }

    #paint() {
      const on = this.#started && this.#now >= 0;
      this.#lights.paint('sentence', on ? this.#rangeOf(this.#now) : null);
      this.#lights.paint('word', on ? this.#wordRange(this.#now, this.#word) : null);
    }

    /** Where what is being read stands in the window: null where it is nowhere. */
    get #spot() {
      const box = this.#now >= 0 && this.#rangeOf(this.#now)?.getBoundingClientRect();
      if (!box || !box.height) return null;
      const floor = innerHeight - (this.#docked ? this.#ui.player.offsetHeight : 0);
      return { top: box.top, seen: box.bottom > 0 && box.top < floor, snug: box.top >= 60 && (box.bottom <= floor || box.top < floor / 2) };
    }

    #follow(force = false) {
      const spot = this.#wish.follow && this.#spot;
      if (!spot || (!force && (!this.#following || spot.snug))) return;
      const calm = matchMedia('(prefers-reduced-motion:reduce)').matches;
      this.#ownScroll = performance.now() + 1200;
      (scroller(this.#article) ?? window).scrollBy({
        top: spot.top - innerHeight * 0.3, behavior: calm ? 'auto' : 'smooth',
      });
    }

    #scrolled() {
      this.#lights.move();
      if (!this.#started || performance.now() < this.#ownScroll) return;
      const spot = this.#spot;
      if (spot) this.#setFollowing(spot.seen);
    }

    #setFollowing(following) {
      this.#following = following;
      this.#ui.back.hidden = following || !this.#wish.follow;
    }

    // The reader's hand on the page.

    /** The sentence under a point of the window; −1 for none. */
    #sentenceAt(x, y) {
      const caret = document.caretPositionFromPoint?.(x, y);
      const range = caret ? null : document.caretRangeFromPoint?.(x, y);
      const i = this.#sentenceOf(caret?.offsetNode ?? range?.startContainer, caret?.offset ?? range?.startOffset);
      const boxes = i < 0 ? [] : [...this.#rangeOf(i).getClientRects()];
      const inside = (b) => x >= b.left - 3 && x <= b.right + 3 && y >= b.top - 3 && y <= b.bottom + 3;
      return boxes.some(inside) ? i : -1;
    }

    #sentenceOf(node, offset) {
      const base = this.#page?.bases.get(node);
      if (base === undefined) return -1;
      const { at } = this.#page;
      const [place] = [base + offset];
      return this.#places.findIndex((p) => p && at[p.from] <= place + 1 && place <= at[p.to] + 2);
    }

    #listensTo(target) {
      return this.#started && this.#wish.tap && !target.closest?.(INTERACTIVE);
    }

    /** A click lets hear from there; a double click or a drag selects, as ever. */
    #clicked(event) {
      const { target, clientX, clientY, detail } = event;
      clearTimeout(this.tapping);
      const meant = event.button === 0 && detail < 2 && !event.defaultPrevented
        && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
      if (!meant || !this.#listensTo(target) || !getSelection().isCollapsed) return;
      const i = this.#sentenceAt(clientX, clientY);
      if (i >= 0) this.tapping = setTimeout(() => this.#hear(i), 220);
    }

    #hover(event) {
      if (!this.#started || event.pointerType !== 'mouse') return;
      const { target, clientX, clientY } = event;
      this.hovering ||= requestAnimationFrame(() => {
        this.hovering = 0;
        const i = this.#listensTo(target) ? this.#sentenceAt(clientX, clientY) : -1;
        this.#lights.paint('hover', i >= 0 ? this.#rangeOf(i) : null);
      });
    }

    #hear(i) {
      this.#setFollowing(true);
      this.seek(this.#sentences[i].begin);
      this.play();
    }

    #pressed(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const { target } = event;
      if (target.closest?.(INTERACTIVE)) return;
      if (event.key === 'Enter') this.#enterKey();
      const act = this.#wish.keys && this.#voice
        && { k: () => this.#toggle(), j: () => this.#step(-1), l: () => this.#step(1) }[event.key.toLowerCase()];
      if (act) act();
    }

    /** Enter where the caret or selection is: for caret browsing and screen readers. */
    #enterKey() {
      const { anchorNode, anchorOffset } = getSelection();
      const i = this.#started && this.#wish.tap && anchorNode ? this.#sentenceOf(anchorNode, anchorOffset) : -1;
      if (i >= 0) this.#hear(i);
    }

    /** What has the focus is never under the docked player. */
    #uncover({ target }) {
      if (!this.#docked || this.contains(target)) return;
      const cover = this.#ui.player.getBoundingClientRect();
      const box = target.getBoundingClientRect();
      if (box.bottom > cover.top && box.right > cover.left && box.left < cover.right) {
        this.#ownScroll = performance.now() + 300;
        (scroller(target) ?? window).scrollBy(0, box.bottom - cover.top + 16);
      }
    }

    // Steering.

    #toggle() {
      if (this.paused) this.play();
      else this.pause();
    }

    /** A sentence back or on; back first goes to the beginning of the one being read. */
    #step(by) {
      const sentence = this.#sentences[this.#now];
      const late = by < 0 && sentence && this.#voice.ms - sentence.begin > 2000;
      this.#jump(Math.max(0, this.#now + (late ? 0 : by)));
    }

    #stepBlock(by) {
      const all = this.#sentences;
      const block = (i) => all[i]?.block;
      let i = Math.max(0, this.#now);
      const here = block(i);
      if (by > 0) while (i < all.length && block(i) === here) i++;
      else {
        if (i && block(i - 1) !== here) i--;
        while (i && block(i - 1) === block(i)) i--;
      }
      this.#jump(i);
    }

    #jump(i) {
      if (!this.#sentences[i]) return;
      this.#setFollowing(true);
      this.seek(this.#sentences[i].begin);
    }

    #start() {
      this.#started = true;
      this.#setFollowing(true);
      this.#draw();
      this.#session();
      this.#sync(this.#voice.ms);
      this.#paint();
      const box = this.getBoundingClientRect();
      this.#dock(box.bottom < 0 || box.top > innerHeight);
    }

    #close() {
      if (this.#started) this.#save();
      this.#started = false;
      this.#voice?.stop();
      if (!this.#ui.player) return;
      this.#dock(false);
      this.#now = -1;
      this.#word = -1;
      this.#lights.paint('hover', null);
      this.#paint();
      if ('mediaSession' in navigator) navigator.mediaSession.metadata = null;
      this.#draw();
    }

    #changed() {
      const waiting = !this.paused && this.#voice.waiting;
      clearTimeout(this.slow);
      if (waiting) this.slow = setTimeout(() => this.#note('wait'), 400);
      else if (this.said === 'wait' || this.said === 'lost') this.#note('');
      if (this.paused) this.#save();
      if ('mediaSession' in navigator) navigator.mediaSession.playbackState = this.paused ? 'paused' : 'playing';
      this.#draw();
      if (this.wasPaused !== this.paused) tell(this, this.paused ? 'pause' : 'play');
      this.wasPaused = this.paused;
    }

    #ended() {
      memory.place = null;
      this.#note('done');
      tell(this, 'ended');
      this.#voice.seek(0);
      this.#draw();
    }

    #failed() {
      const fresh = this.#voice instanceof Recording && this.#voice.ms === 0;
      if (fresh) this.#offerSpeech();
      else this.#note('lost');
      this.#draw();
    }

    // Memory.

    #save() {
      const ms = this.#voice?.ms ?? 0;
      const sentence = this.#sentences[this.#now];
      if (!this.#started || ms < 3000 || ms > this.#length - 2000) return;
      const text = sentence?.quote.exact.slice(0, 80);
      memory.place = { ms: Math.round(ms), into: Math.round(ms - (sentence?.begin ?? 0)), text };
    }

    /** To where the reader stopped: the same sentence, though the recording be another. */
    #remember() {
      const { place } = memory;
      if (!place) return;
      const same = this.#sentences.find((s) => place.text && s.quote.exact.startsWith(place.text));
      const ms = same ? same.begin + Math.min(place.into, same.end - same.begin) : place.ms;
      if (!this.#length || ms < this.#length) this.#voice.seek(ms);
    }

    #keep(change) {
      Object.assign(this.#wish, change);
      memory.write(change);
      if (this.#voice && 'rate' in change) this.#voice.rate = change.rate;
      this.#dress();
      this.#draw();
    }

    /** The article's type as wished; our own bar stays as it is though it stand in the article. */
    #dress() {
      const { size, spacing, contrast, font } = this.#wish;
      const asIs = size === 100 && !spacing && !contrast && !font;
      this.#ownScroll = performance.now() + 300;
      this.#type.set(asIs ? null : this.#article, this.#wish);
      const inside = this.#article?.contains(this) && !asIs;
      this.style.setProperty(`--${TAG}-zoom`, inside ? size / 100 : 1);
      this.#lights.move();
    }

    #resize(by) {
      const { size } = this.#wish;
      const i = lastAt(SIZES, (s) => s, size);
      this.#keep({ size: by ? SIZES[Math.min(SIZES.length - 1, Math.max(0, i + by))] : 100 });
    }

    // The page's own controls.

    #takeOver() {
      const acts = { read: () => this.#toggle(), larger: () => this.#resize(1), smaller: () => this.#resize(-1) };
      this.taken ??= new Map();
      for (const e of this.taken.keys()) if (!e.isConnected) this.taken.delete(e);
      for (const [e, kind] of ownControls(this.#told.controls)) {
        if (this.taken.has(e)) continue;
        this.taken.set(e, kind);
        this.#wire(e, this.#words[kind], (event) => {
          event.preventDefault();
          event.stopImmediatePropagation();
          acts[kind]();
        });
      }
      this.#draw();
    }

    #wire(element, name, act) {
      this.#on(element, 'click', act, { capture: true });
      const focusable = element.tabIndex >= 0 || element.parentElement?.closest('a,button');
      if (!element.textContent.trim() && !element.ariaLabel && !element.title) element.ariaLabel = name;
      if (focusable) return;
      element.setAttribute('role', 'button');
      element.tabIndex = 0;
      this.#on(element, 'keydown', (e) => (e.key === 'Enter' || e.key === ' ') && act(e));
    }

    /** Whether the page has this control itself, and everyone can use it. */
    #has(...kinds) {
      const own = [...(this.taken ?? [])].filter(([e]) => e.isConnected && e.tabIndex >= 0);
      return kinds.every((kind) => own.some(([, k]) => k === kind));
    }

    // Lock screen and headset.

    #session() {
      const { mediaSession: session } = navigator;
      if (!session || typeof MediaMetadata === 'undefined') return;
      const title = this.#told.title || this.#timing.title || document.title;
      const image = document.querySelector('meta[property="og:image"]')?.content;
      const artwork = image ? [{ src: new URL(image, document.baseURI).href }] : [];
      session.metadata = new MediaMetadata({ title, artist: location.hostname, artwork });
      const acts = {
        play: () => this.play(),
        pause: () => this.pause(),
        stop: () => this.#close(),
        previoustrack: () => this.#step(-1),
        nexttrack: () => this.#step(1),
        seekbackward: () => this.seek(this.#voice.ms - 10000),
        seekforward: () => this.seek(this.#voice.ms + 10000),
        seekto: ({ seekTime }) => this.seek(seekTime * 1000),
      };
      for (const [name, act] of Object.entries(acts)) {
        try {
          session.setActionHandler(name, act);
        } catch { /* this browser has no such key */ }
      }
    }

    // The interface.

    get #words() {
      const lang = (this.getAttribute('lang') || this.#language || 'vi').slice(0, 2);
      return WORDS[lang] ?? WORDS.vi;
    }

    #button(name, act, more = {}) {
      const label = this.#words[name];
      return h('button', { type: 'button', 'aria-label': label, title: label, onclick: act, ...more }, icon(name));
    }

    #build() {
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [STYLE];
      const t = this.#words;
      const ui = this.#ui;
      ui.note = h('p', { class: 'note', role: 'status' });
      ui.bar = h('div', { class: 'bar' }, this.#buildPlayer(t), this.#buildSize(t));
      ui.root = h('div', { class: 'root', lang: t === WORDS.en ? 'en' : 'vi' }, ui.bar, ui.note);
      root.replaceChildren(ui.root);
      this.#lights = CSS.highlights ? new Highlights() : new Boxes(ui.root);
      adopt(this.#sheet);
      this.#theme();
      this.#draw();
    }

    #buildPlayer(t) {
      const ui = this.#ui;
      ui.main = h('button', { type: 'button', class: 'main', onclick: () => this.#toggle() });
      ui.restart = h('button', { type: 'button', onclick: () => { this.seek(0); this.play(); } }, t.restart);
      ui.steps = [
        this.#button('prevBlock', () => this.#stepBlock(-1), { class: 'skip' }),
        this.#button('prev', () => this.#step(-1)),
        this.#button('next', () => this.#step(1)),
        this.#button('nextBlock', () => this.#stepBlock(1), { class: 'skip' }),
      ];
      const [prevBlock, prev, next, nextBlock] = ui.steps;
      ui.time = h('span', { class: 'time' });
      ui.more = this.#button('more', () => this.#open('options'), { 'aria-expanded': 'false', 'aria-controls': 'options' });
      ui.shut = this.#button('close', () => this.#dismiss(), { class: 'shut' });
      ui.back = h('button', { type: 'button', class: 'back', hidden: true, onclick: () => this.#return() }, icon('back'), t.back);
      ui.row = [ui.main, prevBlock, prev, next, nextBlock];
      ui.rest = [this.#buildSlider(t), ui.time, this.#buildRate(t), ui.more, ui.shut];
      ui.player = h('div', { class: 'pill', role: 'group', 'aria-label': t.read, onkeydown: (e) => this.#escape(e) },
        ui.back, h('div', { class: 'row' }, ...ui.row, ui.restart, ...ui.rest), this.#buildOptions(t));
      return ui.player;
    }

    #buildSlider(t) {
      const ui = this.#ui;
      ui.slider = h('input', {
        type: 'range', min: 0, step: 1, value: 0, 'aria-label': t.place,
        oninput: () => { this.seek(ui.slider.value * 1000); this.#sayPlace(); },
        onfocus: () => this.#sayPlace(),
      });
      return (ui.grow = h('div', { class: 'grow' }, ui.slider));
    }

    #buildRate(t) {
      const options = RATES.map((r) => [r, `${String(r).replace('.', t === WORDS.vi ? ',' : '.')}×`]);
      return (this.#ui.rate = this.#choice(options, (v) => this.#keep({ rate: Number(v) }), t.speed));
    }

    #choice(options, act, label) {
      return h('select', { 'aria-label': label, title: label, onchange: (e) => act(e.target.value) },
        ...options.map(([value, text]) => h('option', { value }, text)));
    }

    #labelled(text, control) {
      return h('label', {}, text, control);
    }

    #check(name, t) {
      const box = h('input', { type: 'checkbox', onchange: () => this.#keep({ [name]: box.checked }) });
      box.checked = Boolean(this.#wish[name]);
      return this.#labelled(t[name], box);
    }

    #buildOptions(t) {
      const ui = this.#ui;
      ui.voices = h('label', { hidden: true });
      ui.words = h('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'words', onclick: () => this.#open('script') }, icon('words'), t.words);
      ui.page = h('a', { class: 'link', hidden: true }, icon('words'), t.page);
      ui.save = h('a', { class: 'link', hidden: true }, icon('save'), t.save);
      ui.options = h('div', { class: 'panel', id: 'options', hidden: true }, ui.voices,
        ...['follow', 'tap', 'keys'].map((name) => this.#check(name, t)), ui.words, ui.page, ui.save);
      ui.script = h('div', { class: 'words', id: 'words', role: 'group', 'aria-label': t.words, hidden: true, lang: this.#language });
      return h('div', {}, ui.options, ui.script);
    }

    #buildSize(t) {
      const ui = this.#ui;
      ui.smaller = this.#button('smaller', () => this.#resize(-1));
      ui.larger = this.#button('larger', () => this.#resize(1));
      ui.value = h('output');
      ui.reset = this.#button('reset', () => { this.#resize(0); ui.larger.focus(); });
      ui.aa = h('button', { type: 'button', 'aria-label': `Aa: ${t.type}`, title: t.type, 'aria-expanded': 'false', 'aria-controls': 'type', onclick: () => this.#open('type') }, 'Aa');
      const inks = [['', t.asIs], ...Object.keys(INKS).map((name) => [name, t[name]])];
      const spacings = [['', t.asIs], ...SPACINGS.map((n) => [n, String(n).replace('.', ',')])];
      const spacing = this.#choice(spacings, (v) => this.#keep({ spacing: v }), t.spacing);
      const contrast = this.#choice(inks, (v) => this.#keep({ contrast: v }), t.contrast);
      spacing.value = this.#wish.spacing ?? '';
      contrast.value = this.#wish.contrast ?? '';
      ui.type = h('div', { class: 'panel', id: 'type', hidden: true },
        this.#labelled(t.spacing, spacing), this.#labelled(t.contrast, contrast), this.#check('font', t));
      ui.sizes = h('div', { class: 'pill size', role: 'group', 'aria-label': t.size, onkeydown: (e) => this.#escape(e) },
        h('div', { class: 'row' }, h('span', {}, t.size), ui.smaller, ui.value, ui.larger, ui.reset, ui.aa), ui.type);
      return ui.sizes;
    }

    /** Everything that depends on the state. */
    #draw() {
      const ui = this.#ui;
      if (!ui.player) return;
      const on = this.#started;
      const usable = Boolean(this.#voice) || Boolean(this.#loading === null || this.said !== 'mute');
      const steps = on && this.#sentences.length > 0;
      ui.player.hidden = (!on && this.#has('read')) || !usable;
      ui.player.classList.toggle('on', on);
      for (const e of ui.rest) e.hidden = !on;
      for (const e of ui.steps) e.hidden = !steps;
      ui.restart.hidden = on || !this.#voice || this.#voice.ms < 1000;
      this.#drawMain();
      this.#drawSize();
      this.#drawLinks();
      ui.rate.value = this.#wish.rate;
      ui.words.hidden = !this.#sentences.length;
      this.#tick();
    }

    #drawMain() {
      const { main } = this.#ui;
      const t = this.#words;
      const speech = this.#voice instanceof Speech;
      const idle = this.#voice?.ms >= 1000 ? `${t.again} ${clock(this.#voice.ms)}` : t[speech ? 'speech' : 'read'];
      const name = this.paused ? 'play' : 'pause';
      const label = this.#started ? t[this.paused ? 'resume' : 'pause'] : idle;
      const face = name + this.#started + label;
      if (main.dataset.face === face) return;
      main.dataset.face = face;
      main.replaceChildren(icon(name), ...(this.#started ? [] : [label]));
      main.setAttribute('aria-label', label);
      main.title = this.#started ? label : '';
    }

    #drawSize() {
      const ui = this.#ui;
      const { size } = this.#wish;
      ui.sizes.hidden = size === 100 && ui.type.hidden && this.#has('larger', 'smaller');
      if (ui.value.textContent !== `${size}%`) ui.value.textContent = `${size}%`;
      ui.smaller.setAttribute('aria-disabled', size === SIZES[0]);
      ui.larger.setAttribute('aria-disabled', size === SIZES.at(-1));
      ui.reset.hidden = size === 100;
    }

    #drawLinks() {
      const ui = this.#ui;
      const { audio, transcript, voices = [] } = this.#told;
      ui.page.hidden = !transcript;
      if (transcript) ui.page.href = transcript;
      ui.save.hidden = !this.hasAttribute('download') || !audio || this.#told.complete === false;
      if (audio) Object.assign(ui.save, { href: audio, download: this.getAttribute('download') ?? '' });
      ui.voices.hidden = voices.length < 2;
      if (voices.length < 2 || ui.voices.childElementCount) return;
      const options = voices.map((v, i) => [i, v.label || v.name]);
      ui.voices.append(this.#words.voice, this.#choice(options, (i) => this.#change(voices[i]), this.#words.voice));
    }

    /** Another voice, from the same sentence on. */
    async #change({ audio, timing }) {
      const [at, playing, run] = [Math.max(0, this.#now), !this.paused, this.#run];
      Object.assign(this.#told, { audio, timing });
      this.#voice.stop();
      this.#voice.restart();
      this.#sentences = [];
      await this.#fetchTiming(run).catch(() => this.#note('lost'));
      if (run !== this.#run) return;
      this.#voice.source(audio, this.#sentences[at]?.begin);
      this.#now = -1;
      this.#sync(this.#voice.ms);
      if (playing) this.play();
    }

    #tick() {
      const ui = this.#ui;
      const [ms, length] = [this.#voice?.ms ?? 0, this.#length];
      const text = `${clock(ms)} / ${this.#growing && this.#told.complete === false ? '…' : clock(length)}`;
      if (ui.time.textContent !== text) ui.time.textContent = text;
      ui.slider.max = Math.max(1, Math.ceil(length / 1000));
      ui.slider.value = ms / 1000;
      if (this.shadowRoot.activeElement !== ui.slider) this.#sayPlace();
      if (!this.#started || performance.now() - this.#saved < SAVE) return;
      this.#saved = performance.now();
      this.#save();
      this.#tellSession(ms, length);
    }

    #tellSession(ms, length) {
      if (!length || !navigator.mediaSession?.setPositionState) return;
      navigator.mediaSession.setPositionState({
        duration: length / 1000, position: Math.min(ms, length) / 1000, playbackRate: this.#wish.rate,
      });
    }

    /** The slider's value in words; while it has the focus, only when the reader moves it. */
    #sayPlace() {
      const t = this.#words;
      const spoken = (ms) => `${Math.floor(ms / 60000)} ${t.min} ${Math.floor(ms / 1000) % 60} ${t.sec}`;
      this.#ui.slider.ariaValueText = `${spoken(this.#voice?.ms ?? 0)} ${t.of} ${spoken(this.#length)}`;
    }

    #note(name) {
      this.said = name;
      this.#ui.note.textContent = this.#words[name] ?? '';
    }

    #open(name) {
      const { options, script, type, more, words, aa } = this.#ui;
      const [panel, button] = { options: [options, more], script: [script, words], type: [type, aa] }[name];
      panel.hidden = !panel.hidden;
      button.setAttribute('aria-expanded', String(!panel.hidden));
      if (name === 'script' && !panel.hidden) this.#write();
      this.#drawSize();
      this.#reserve();
    }

    #escape(event) {
      if (event.key !== 'Escape') return;
      const { options, script, type } = this.#ui;
      const open = [['script', script], ['options', options], ['type', type]].find(([, p]) => !p.hidden && event.currentTarget.contains(p));
      if (!open) return;
      this.#open(open[0]);
      ({ script: this.#ui.words, options: this.#ui.more, type: this.#ui.aa })[open[0]].focus();
      event.stopPropagation();
    }

    /** The transcript: every sentence a button, so that any can be heard by keyboard. */
    #write() {
      const { script } = this.#ui;
      const paragraphs = [];
      let block = null;
      this.#sentences.forEach((sentence, i) => {
        if (sentence.block !== block || !paragraphs.length) paragraphs.push(h('p'));
        block = sentence.block;
        paragraphs.at(-1).append(h('button', { type: 'button', 'data-i': i }, sentence.quote.exact), ' ');
      });
      script.replaceChildren(...paragraphs);
      script.onclick = ({ target }) => target.dataset.i && this.#hear(Number(target.dataset.i));
      this.#mark();
    }

    #mark() {
      const { script } = this.#ui;
      if (script.hidden) return;
      script.querySelector('[aria-current]')?.removeAttribute('aria-current');
      const button = script.querySelector(`[data-i="${this.#now}"]`);
      if (!button) return;
      button.setAttribute('aria-current', 'true');
      const held = script.contains(this.shadowRoot.activeElement);
      if (!held) script.scrollTop = button.offsetTop - script.offsetTop - script.clientHeight / 3;
    }

    #return() {
      this.#setFollowing(true);
      this.#follow(true);
      this.#ui.main.focus({ preventScroll: true });
    }

    #dismiss() {
      this.#close();
      this.#remember();
      this.#draw();
      if (!this.#ui.player.hidden) this.#ui.main.focus({ preventScroll: true });
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
      if (player.showPopover) {
        player.popover = docked ? 'manual' : null;
        if (docked) player.showPopover();
      }
      this.#reserve();
    }

    /** Room at the page's end, so that nothing stays under the player. */
    #reserve() {
      const height = this.#docked ? this.#ui.player.offsetHeight + 16 : 0;
      this.#sheet.replaceSync(height
        ? `@media screen{html{scroll-padding-bottom:${height}px!important;padding-bottom:${height}px!important}}` : '');
    }

    /** Light or dark, as the site around us is. */
    #theme() {
      const theme = darkness(this.#article ?? this) ? 'dark' : 'light';
      if (this.#ui.root) this.#ui.root.dataset.theme = darkness(this) ? 'dark' : 'light';
      this.#lights?.theme(theme);
    }
  }

  /** Whether the ground an element stands on is dark. */
  function darkness(element) {
    for (let e = element; e; e = e.parentElement) {
      const [r, g, b, a = 1] = getComputedStyle(e).backgroundColor.match(/[\d.]+/g)?.map(Number) ?? [];
      if (a > 0.5) return r * 0.299 + g * 0.587 + b * 0.114 < 128;
    }
    const scheme = getComputedStyle(document.documentElement).colorScheme;
    return scheme.includes('dark') && (!scheme.includes('light') || matchMedia('(prefers-color-scheme:dark)').matches);
  }

  // ── One tag: a page that has only the script ──────────────────────────────────────────────────

  /** Puts the component after the article's headline, and again where the page is replaced. */
  function plant() {
    const tag = document.createElement(TAG);
    for (const name of ['article', 'lang', 'download']) {
      if (SCRIPT.dataset[name] !== undefined) tag.setAttribute(name, SCRIPT.dataset[name]);
    }
    tag.setAttribute('api', BASE);
    const put = () => {
      if (tag.isConnected || document.querySelector(TAG)) return;
      const article = (SCRIPT.dataset.article && safely(SCRIPT.dataset.article)[0]) || recognise();
      const title = headline(article);
      if (title) title.after(tag);
      else if (article?.textContent.trim().length > 400) article.prepend(tag);
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

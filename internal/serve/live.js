// The preview's side of an open page: it hears of a new draft and puts it into the page, so that whoever reads keeps
// the place, what is unfolded and what is typed. Chrome 70 is the oldest browser it is for.
(function () {
  'use strict';
  var own = '/.lanewall/', me = document.currentScript, version = me.dataset.version, source = null, silent = 0;

  // What the preview shows stands beside the body, in a shadow, so that neither the page's styles nor its replacement
  // touch it.
  var host = document.createElement('div'), shade = host.attachShadow({ mode: 'open' });
  var over = make('div', 'over'), badge = make('a', 'badge'), title = null, focus = null;
  function make(name, kind) {
    var e = document.createElement(name);
    e.className = kind;
    e.hidden = true;
    return e;
  }
  var style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = own + 'live.css';
  style.onload = style.onerror = function () { shade.appendChild(over); shade.appendChild(badge); };
  shade.appendChild(style);
  document.documentElement.appendChild(host);

  // Only a page that is seen listens: a browser opens six connections to a server and no more.
  function listen() {
    if (document.hidden) return hush();
    if (source) return;
    source = new EventSource(own + 'events');
    source.onopen = function () { clearTimeout(silent); silent = 0; };
    source.onmessage = function (e) { hear(JSON.parse(e.data)); };
    source.onerror = function () {
      if (!silent) silent = setTimeout(function () { mark(me.dataset.stopped, true, null); }, 1500);
      if (source && source.readyState === 2) { hush(); setTimeout(listen, 1000); }
    };
  }
  function hush() {
    if (source) source.close();
    source = null;
  }
  document.addEventListener('visibilitychange', listen);
  window.addEventListener('pageshow', listen);
  window.addEventListener('pagehide', hush);

  // A page of the past leads to the error, and is left for the present one when that is mended.
  var past = own + 'last/', present = location.pathname.indexOf(past) === 0 && '/' + location.pathname.slice(past.length);

  function hear(news) {
    if (present) {
      mark(me.dataset.past, true, present);
      if (news.version !== version && !news.broken) location.replace(present + location.search + location.hash);
      return;
    }
    mark(news.badge, news.grave, own + 'problems');
    if (news.version !== version) refresh();
  }
  function mark(words, grave, href) {
    badge.hidden = !words;
    badge.textContent = words;
    badge.className = grave ? 'badge grave' : 'badge';
    if (href) badge.href = href; else badge.removeAttribute('href');
  }

  // refresh asks for the page anew, once more if there was news meanwhile.
  var busy = false, again = false;
  function refresh() {
    if (busy) { again = true; return; }
    busy = true;
    fetch(location.href, { cache: 'no-store' }).then(function (answer) {
      return answer.text().then(function (text) { return take(answer, new DOMParser().parseFromString(text, 'text/html')); });
    }).catch(function () {}).then(function () {
      busy = false;
      if (again) { again = false; refresh(); }
    });
  }
  function take(answer, made) {
    var script = made.querySelector('script[src="' + own + 'live.js"]'), faults = made.querySelector('main.lanewall');
    if (!script) return;
    if (document.querySelector('main.lanewall') || location.pathname.indexOf(own) === 0) {
      remember(true);
      return location.reload();
    }
    version = script.dataset.version;
    if (faults) return lay(faults);
    if (!answer.ok || runs(made) || runs(document)) {
      remember(false);
      return location.reload();
    }
    return dress(made).then(function () {
      lift();
      if (window.lanewall && window.lanewall.undo) window.lanewall.undo();
      put(made);
      if (window.lanewall && window.lanewall.redo) window.lanewall.redo();
    });
  }

  // lay shows the problems over the page, lift takes them away; the page below stays as it is.
  function lay(faults) {
    if (title === null) {
      title = document.title;
      focus = document.activeElement;
    }
    document.title = faults.dataset.title;
    faults = document.importNode(faults, true);
    over.textContent = '';
    over.appendChild(faults);
    over.hidden = false;
    faults.focus({ preventScroll: true });
  }
  function lift() {
    if (title === null) return;
    document.title = title;
    title = null;
    if (focus) focus.focus({ preventScroll: true });
    over.hidden = true;
    over.textContent = '';
  }

  // runs tells whether a page has scripts of its own: nobody knows what they made of it, so it is loaded anew. One with
  // data-undo, as that of the built-in theme, can take back what it made (lanewall.undo) and make it again (redo); it
  // stays unless it has changed. So does what it has loaded, data-loaded.
  function runs(page) {
    var can = window.lanewall && window.lanewall.undo && window.lanewall.redo;
    return Array.prototype.some.call(page.querySelectorAll('script'), function (s) {
      if (s.src.indexOf(own + 'live.js') >= 0 || !/^(module|.*javascript)?$/.test(s.type)) return false;
      if (s.dataset.loaded !== undefined) return false;
      return !can || s.dataset.undo === undefined || !document.querySelector('script[data-undo][src="' + s.getAttribute('src') + '"]');
    });
  }

  // dress loads the new page's styles beside the old ones, and then takes the old ones away: no moment without.
  function sheets(page) { return Array.prototype.slice.call(page.querySelectorAll('link[rel=stylesheet]')); }
  function outer(e) { return e.outerHTML; }
  function dress(made) {
    var before = sheets(document), after = sheets(made);
    if (before.map(outer).join() === after.map(outer).join()) return Promise.resolve();
    return Promise.all(after.map(function (sheet) {
      return new Promise(function (done) {
        var link = document.importNode(sheet, true);
        link.onload = link.onerror = done;
        document.head.appendChild(link);
      });
    })).then(function () { before.forEach(function (sheet) { sheet.remove(); }); });
  }

  // put makes the page what the new one is. What is the same stays the same element, with all that the reader did to
  // it. Folding is written into the page, so it is undone first and done again after.
  var folded = new WeakMap();
  function details() { return Array.prototype.slice.call(document.querySelectorAll('details')); }
  function keep() { details().forEach(function (d) { folded.set(d, d.open); }); }
  keep();
  function put(made) {
    var changed = details().filter(function (d) { return folded.has(d) && d.open !== folded.get(d); });
    changed.forEach(function (d) { d.open = !d.open; });
    document.title = made.title;
    alter(document.body, made.body);
    keep();
    changed.forEach(function (d) { d.open = !folded.get(d); });
  }
  function alter(old, made) {
    if (old.isEqualNode(made)) return;
    if (old.nodeType !== 1) {
      old.nodeValue = made.nodeValue;
      return;
    }
    Array.prototype.slice.call(old.attributes).forEach(function (a) {
      if (!made.hasAttribute(a.name)) old.removeAttribute(a.name);
    });
    Array.prototype.forEach.call(made.attributes, function (a) {
      if (old.getAttribute(a.name) !== a.value) old.setAttributeNode(a.cloneNode());
    });
    children(old, made);
  }
  function alike(a, b) {
    return a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || '') === (b.id || '');
  }
  function children(parent, made) {
    var a = Array.prototype.slice.call(parent.childNodes), b = made.childNodes, i = 0, m = a.length, n = b.length;
    while (i < m && i < n && a[i].isEqualNode(b[i])) i++;
    while (m > i && n > i && a[m - 1].isEqualNode(b[n - 1])) { m--; n--; }
    var at = i;
    for (; i < n; i++) {
      var k = at;
      while (k < m && !alike(a[k], b[i])) k++;
      if (k === m) {
        parent.insertBefore(document.importNode(b[i], true), at < a.length ? a[at] : null);
        continue;
      }
      for (; at < k; at++) a[at].remove();
      alter(a[at++], b[i]);
    }
    for (; at < m; at++) a[at].remove();
  }

  // Where the page has to be loaded anew, what the reader did to it is put down and taken up again.
  var drawer = 'lanewall';
  function fields() { return Array.prototype.slice.call(document.querySelectorAll('input, select, textarea')); }
  function remember(bare) {
    var state = { href: location.href, x: window.pageXOffset, y: window.pageYOffset };
    if (!bare) {
      state.open = details().map(function (d) { return d.open; });
      state.fields = fields().map(function (f) { return f.type === 'file' ? null : [f.value, f.checked]; });
    }
    sessionStorage.setItem(drawer, JSON.stringify(state));
  }
  function recall() {
    var state = JSON.parse(sessionStorage.getItem(drawer) || 'null');
    sessionStorage.removeItem(drawer);
    if (!state || state.href !== location.href) return;
    var open = state.open || [], values = state.fields || [];
    details().forEach(function (d, i) { if (i in open) d.open = open[i]; });
    fields().forEach(function (f, i) {
      if (!values[i]) return;
      f.value = values[i][0];
      f.checked = values[i][1];
    });
    window.scrollTo(state.x, state.y);
  }
  recall();
  listen();
})();

/* Looks for the words in the address (?q=…) and for numbers of cases, on the search page only. It loads no more than
   BUDGET bytes of the files in search/, whose form is described in the package internal/search of lanewall, the newest
   part first, and says where it stopped. Without it the page leads to everything by links.
   A classic script, for pages opened from a folder too: it loads other scripts and nothing else. */
(function () {
  'use strict';
  var BUDGET = 300000, SHOWN = 50, LONGEST = 40, AT_ONCE = 4, ENDS = 56;
  var DIGITS = " !#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";

  var page = document.getElementById('search'), status = document.getElementById('search-status'), results = document.getElementById('search-results');
  var config = JSON.parse(document.getElementById('search-words').textContent), say = config.say;
  var meta, folds = new Map(), spent = 0;
  page.hidden = false; // without this script the field would do nothing

  /* Files. Each calls lanewallShard with its name, its size and its content. */
  var loading = new Map(), waiting = new Map();
  window.lanewallShard = function (name, size) {
    spent += size;
    waiting.set(name, Array.prototype.slice.call(arguments, 2));
  };
  function load(name) {
    if (!loading.has(name)) {
      loading.set(name, new Promise(function (resolve, reject) {
        var script = document.createElement('script');
        script.onload = function () { waiting.has(name) ? resolve(waiting.get(name)) : reject(new Error(name)); };
        script.onerror = function () { reject(new Error(name)); };
        script.src = config.shards + name + '.js';
        document.head.appendChild(script);
      }));
    }
    return loading.get(name);
  }
  function fileName(sort, i) { return sort + '/' + (i >> 7).toString(16) + '/' + (i & 127).toString(16); }

  /* Words, as the index has them. */
  function fold(text) {
    return Array.from(text.normalize('NFKC')).map(function (c) {
      var small = c.toLowerCase();
      if (Array.from(small).length !== 1) small = c;
      return folds.get(small) || small;
    });
  }
  function isBreak(c) {
    var r = c.codePointAt(0);
    for (var i = 0; i < meta.breaks.length; i += 2) if (meta.breaks[i] <= r && r <= meta.breaks[i + 1]) return true;
    return false;
  }
  function termsOf(query) {
    var terms = [[]];
    fold(query).forEach(function (c) {
      if (isBreak(c)) terms.push([]);
      else terms[terms.length - 1].push(c);
    });
    var seen = new Set();
    return terms.filter(function (t) {
      var text = t.join(''), fresh = text && !seen.has(text);
      seen.add(text);
      return fresh;
    });
  }
  function hash(text) {
    var h = 2166136261;
    Array.from(text).forEach(function (c) { h = Math.imul(h ^ c.codePointAt(0), 16777619); });
    return (h ^ h >>> 15) >>> 0;
  }

  /* Blocks of occurrences. */
  function reader(text) {
    var at = 0;
    return {
      more: function () { return at < text.length; },
      number: function () {
        for (var high = 0; ; ) {
          var d = DIGITS.indexOf(text[at++]);
          if (d < ENDS) return high * ENDS + d;
          high = high * (DIGITS.length - ENDS) + d - ENDS + 1;
        }
      }
    };
  }
  /* A block is the positions of each document in it, and the documents, the latest first. */
  function block(r, single) {
    var positions = new Map(), documents = [];
    for (var document = 0; r.more(); ) {
      document += r.number();
      if (!positions.has(document)) {
        positions.set(document, []);
        documents.push(document);
      }
      if (!single) positions.get(document).push(r.number());
    }
    return { positions: positions, documents: documents.reverse() };
  }
  function Token(text) {
    this.text = text;
    this.single = Array.from(text).length === 1;
    this.blocks = new Map();
    this.older = [];
    this.count = 0;
  }
  Token.prototype.file = function (k) { return fileName('p', hash(k ? this.text + ' ' + k : this.text) & (meta.postings - 1)); };
  Token.prototype.load = async function (k) {
    var found = (await load(this.file(k)))[0][k ? this.text + ' ' + k : this.text], r = reader(found || '');
    if (!k && found) {
      this.count = r.number();
      for (var n = r.number(), first = 0; n > 0; n--) this.older.push(first += r.number());
    }
    this.blocks.set(k, block(r, this.single));
  };
  /* blockOf is the block that a document would be in; -1 if it is before all. */
  Token.prototype.blockOf = function (document) {
    var newest = this.blocks.get(0).documents;
    if (document >= newest[newest.length - 1]) return 0;
    var low = 0, high = this.older.length;
    while (low < high) {
      var middle = low + high >> 1;
      if (this.older[middle] <= document) low = middle + 1;
      else high = middle;
    }
    return low || -1;
  };

  /* A term is found in a document where its bigrams stand as far apart as in the term. Every second one says it. */
  function Term(characters, token) {
    this.parts = [];
    if (characters.length === 1) this.parts.push({ token: token(characters[0]), offset: 0 });
    for (var i = 0; i + 1 < characters.length; i += 2) this.part(characters, i, token);
    if (characters.length > 1 && characters.length % 2) this.part(characters, characters.length - 2, token);
  }
  Term.prototype.part = function (characters, i, token) { this.parts.push({ token: token(characters[i] + characters[i + 1]), offset: i }); };
  Term.prototype.stands = function (positionsOf) {
    var parts = this.parts.map(function (part) { return { at: positionsOf(part.token), offset: part.offset }; });
    return parts.length === 1 || parts[0].at.some(function (p) {
      return parts.every(function (part) { return part.at.indexOf(p + part.offset) >= 0; });
    });
  };

  /* scan goes through the documents of the rarest token, the latest first, as far as the blocks that are there tell.
     missing are blocks without which it cannot go on. */
  function scan(terms, tokens) {
    var hits = [], missing = [], sure = true, rarest = tokens[0];
    function need(token, k) {
      sure = false;
      if (!missing.some(function (m) { return m.token === token && m.block === k; })) missing.push({ token: token, block: k });
    }
    function look(document) {
      var at = new Map();
      for (var i = 0; i < tokens.length; i++) {
        var k = tokens[i].blockOf(document);
        if (k < 0) return;
        if (!tokens[i].blocks.has(k)) return need(tokens[i], k);
        var positions = tokens[i].blocks.get(k).positions.get(document);
        if (!positions) return;
        at.set(tokens[i], positions);
      }
      if (sure && terms.every(function (term) { return term.stands(function (token) { return at.get(token); }); })) hits.push(document);
    }
    for (var n = 0; n <= rarest.older.length; n++) {
      var k = n ? rarest.older.length - n + 1 : 0;
      if (!rarest.blocks.has(k)) {
        need(rarest, k);
        break;
      }
      var documents = rarest.blocks.get(k).documents;
      for (var i = 0; i < documents.length; i++) {
        look(documents[i]);
        if (hits.length > SHOWN) return { hits: hits, missing: [] };
        if (missing.length >= AT_ONCE) return { hits: hits, missing: missing };
      }
    }
    return { hits: hits, missing: missing };
  }

  function fileOf(document) { return Math.floor(document / meta.perFile); }
  function filesOf(hits) { return new Set(hits.map(fileOf)).size; }

  /* find gives the latest documents that have all terms, and whether there are more or nobody has looked. */
  async function find(terms) {
    var byText = new Map();
    var parsed = terms.map(function (characters) {
      return new Term(characters, function (text) {
        if (!byText.has(text)) byText.set(text, new Token(text));
        return byText.get(text);
      });
    });
    var tokens = Array.from(byText.values());
    for (var i = 0; i < tokens.length; i += AT_ONCE) {
      await Promise.all(tokens.slice(i, i + AT_ONCE).map(function (token) { return token.load(0); }));
      if (tokens.slice(0, i + AT_ONCE).some(function (token) { return token.count === 0; })) return { hits: [], more: false, stopped: false };
    }
    tokens.sort(function (a, b) { return a.count - b.count; });
    for (;;) {
      var found = scan(parsed, tokens), shown = Math.max(1, filesOf(found.hits.slice(0, SHOWN)));
      var fits = Math.floor((BUDGET - spent - shown * meta.largestDocuments) / meta.largestPostings);
      if (!found.missing.length || fits <= 0) return cut(found);
      await Promise.all(found.missing.slice(0, fits).map(function (m) { return m.token.load(m.block); }));
    }
  }
  /* cut leaves as many hits as may be shown. */
  function cut(found) {
    var hits = found.hits.slice(0, SHOWN);
    while (hits.length > 1 && spent + filesOf(hits) * meta.largestDocuments > BUDGET) hits.pop();
    return { hits: hits, more: found.hits.length > hits.length, stopped: found.missing.length > 0 };
  }

  /* Documents, as they are shown. */
  async function documentsOf(numbers) {
    return Promise.all(numbers.map(async function (number) {
      var file = await load(fileName('d', fileOf(number))), list = file[2], at = number % meta.perFile, anchor = '', fields;
      for (var i = 0; i <= at; i++) {
        fields = list[i].split('\t');
        anchor = anchor.slice(0, parseInt(fields[4][0], 36)) + fields[4].slice(1);
      }
      var path = file[1][parseInt(fields[3], 36)];
      if (path === '' || path.slice(-1) === '/') path += 'index.html';
      return {
        kind: config.kinds[parseInt(fields[0], 36)].title,
        day: fields[1] === '' ? null : file[0] + parseInt(fields[1], 36),
        unit: fields[2] === '' ? '' : meta.units[parseInt(fields[2], 36)],
        href: config.root + encodeURI(path) + (anchor ? '#' + anchor : ''),
        title: fields[5]
      };
    }));
  }
  function dayText(day) {
    return new Date(day * 86400000).toLocaleDateString(document.documentElement.lang, { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' });
  }
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }
  function element(name, content, className) {
    var e = document.createElement(name);
    if (className) e.className = className;
    [].concat(content).forEach(function (c) { if (c) e.appendChild(typeof c === 'string' ? document.createTextNode(c) : c); });
    return e;
  }
  function link(href, content) {
    var a = element('a', content);
    a.href = href;
    return a;
  }
  /* marked is a text with the terms in it marked; a character may be several once it is folded. */
  function marked(text, terms, seen) {
    var folded = [], from = [], characters = Array.from(text);
    characters.forEach(function (c, i) { fold(c).forEach(function (f) { folded.push(f); from.push(i); }); });
    var hit = characters.map(function () { return false; });
    terms.forEach(function (term) {
      for (var i = 0; i + term.length <= folded.length; i++) {
        if (!term.every(function (c, j) { return folded[i + j] === c; })) continue;
        seen.add(term);
        for (var j = 0; j < term.length; j++) hit[from[i + j]] = true;
      }
    });
    var parts = [], run = '';
    characters.forEach(function (c, i) {
      run += c;
      if (i + 1 === characters.length || hit[i + 1] !== hit[i]) {
        parts.push(hit[i] ? element('mark', run) : run);
        run = '';
      }
    });
    return parts;
  }
  function item(d, terms) {
    var seen = new Set(), title = marked(d.title, terms, seen), unit = marked(d.unit, terms, seen);
    var facts = [d.kind, d.day === null ? null : dayText(d.day)].filter(Boolean).map(function (text) { return element('span', text); });
    if (d.unit) facts.push(element('span', unit));
    if (seen.size < terms.length) facts.push(element('span', say.inside));
    return element('li', [link(d.href, title), element('p', facts, 'meta')]);
  }

  /* Numbers of cases, and of receipts. */
  async function numbersLike(key) {
    var list = (await load(fileName('n', hash(key) & (meta.numbers - 1))))[0], found = [];
    list.forEach(function (line) {
      var fields = line.split('\t');
      if (fields[0] === key) found.push({ number: fields[1] || key, kind: config.kinds[parseInt(fields[2], 36)], document: fields[3], stage: fields[4], due: fields[5], outcome: fields[6] });
    });
    return found.slice(0, 20);
  }
  /* receiptMessage is what to say of a number that nobody knows: a receipt number tells by itself whether it was read
     rightly, see the package internal/receipt. */
  function receiptMessage(key) {
    if (!config.digits || !/^[0-9a-z]{8}$/.test(key)) return say.none;
    var sum = 0, known = Array.from(key.toUpperCase()).every(function (c, i) {
      var value = config.digits.indexOf(c);
      sum += (i + 1) * value;
      return value >= 0;
    });
    if (known && sum % config.digits.length === 0) return say['no-receipt'];
    return /[a-z]/.test(key) ? say['bad-receipt'] : say.none;
  }
  async function card(n) {
    var facts = [], d = n.document === '' ? null : (await documentsOf([parseInt(n.document, 36)]))[0];
    function fact(name, content) {
      if (content && name) facts.push(element('div', [element('dt', name), element('dd', content)]));
    }
    var stage = (n.kind.stages || []).filter(function (s) { return s.key === n.stage; })[0];
    if (d && d.day !== null) fact(say.date, [dayText(d.day), d.unit ? element('span', d.unit, 'quiet') : '']);
    if (stage) fact(say.stage, stage.light ? [element('span', stage.text, 'light light-' + stage.light), element('small', config.asOf, 'quiet')] : stage.text);
    if (n.due) fact(n.kind.due, dayText(parseInt(n.due, 36)));
    if (n.outcome) fact(n.kind.outcome, n.kind.outcomes[n.outcome]);
    return element('section', [
      element('p', fill(d ? say.number : say.receipt, { n: n.number }), 'quiet'),
      element('h2', d ? link(d.href, d.title) : n.kind.title),
      element('dl', facts, 'pairs'),
      d ? element('p', link(d.href, say.open), 'more') : element('p', say['receipt-note'])
    ], 'boxed');
  }

  async function answer(query) {
    var all = await Promise.all([load('meta'), load('fold')]);
    meta = all[0][0];
    var from = Array.from(all[1][0]), to = Array.from(all[1][1]);
    from.forEach(function (c, i) { folds.set(c, to[i]); });
    var key = fold(query).filter(function (c) { return !isBreak(c); }).join(''), bare = key.replace(/^[^0-9a-z]+/, '');
    if (/[0-9]|^[a-z]{4,}$/.test(bare)) { // a receipt may have letters only
      var numbers = await numbersLike(key);
      if (!numbers.length && bare && bare !== key) numbers = await numbersLike(bare); // 编号C-2024-0001
      if (numbers.length) {
        status.textContent = '';
        (await Promise.all(numbers.map(card))).forEach(function (c) { results.appendChild(c); });
        return [];
      }
    }
    var terms = termsOf(query);
    if (!terms.length) {
      status.textContent = say.short;
      return [];
    }
    var found = await find(terms), documents = await documentsOf(found.hits), list = element('ol', [], 'rows found');
    var message = found.hits.length ? (found.more ? say.more : found.stopped ? say.stopped : say.some) : found.stopped ? say['stopped-none'] : say.none;
    if (message === say.none) message = receiptMessage(bare);
    status.textContent = fill(message, { n: String(found.hits.length), q: query });
    documents.forEach(function (d) { list.appendChild(item(d, terms)); });
    if (documents.length) results.appendChild(list);
    return found.hits;
  }

  var given = /[?&]q=([^&]*)/.exec(location.search), query = '';
  try {
    query = given ? decodeURIComponent(given[1].replace(/\+/g, ' ')).trim() : '';
  } catch (e) { /* a broken address asks for nothing */ }
  if (query) {
    query = Array.from(query).slice(0, LONGEST).join('');
    page.elements.q.value = query;
    status.textContent = say.searching;
    answer(query).catch(function () {
      status.textContent = say.failed;
      return null;
    }).then(function (hits) {
      /* What was loaded and found, for tests. */
      page.setAttribute('data-bytes', spent);
      page.setAttribute('data-hits', hits ? hits.join(' ') : 'failed');
    });
  }
})();

// The page “我要反映” with scripts: the form becomes one plain message with a receipt number, to be copied, shown, printed,
// or sent where the office says. Nothing is kept: what is written lives in the page and goes with it.
//
// The message and its number are defined by the packages intake (message.go) and receipt of the program that reads them.
// Written for Chrome 70 and iOS 12, for file:// too.
(function () {
  'use strict';
  var form = document.getElementById('report-form');
  if (!form) return;
  var made = document.getElementById('made'), said = document.getElementById('made-said');
  var area = document.getElementById('message'), shown = document.getElementById('held');
  var word = function (name) { return form.getAttribute('data-' + name); };
  var number = '', day = '';

  // fields is every field that says something, in the order of the page.
  function fields() {
    var list = [], all = form.querySelectorAll('input, select, textarea');
    for (var i = 0; i < all.length; i++) {
      var f = all[i];
      if (!f.name || f.name === word('number') || f.name === word('day') || f.type === 'radio' && !f.checked) continue;
      var part = f.closest('.of');
      if (part && part.hidden) continue;
      var value = f.value.replace(/\s*[\r\n]+\s*/g, ' ').trim(); // a line each
      if (value) list.push([f.name, value]);
    }
    return list;
  }

  function sort() { return form.querySelector('input[type=radio]:checked').getAttribute('data-part'); }

  // parts of the form that this sort of message does without are put away.
  function choose() {
    var parts = form.querySelectorAll('.of');
    for (var i = 0; i < parts.length; i++) {
      var away = parts[i].hidden = !parts[i].classList.contains(sort()), inside = parts[i].querySelectorAll('input, select, textarea');
      for (var j = 0; j < inside.length; j++) inside[j].disabled = away; // nor is it sent
    }
  }

  // draw makes a receipt number: seven characters at random and one that checks them.
  function draw() {
    var alphabet = word('alphabet'), n = alphabet.length, values = [], sum = 0, byte = new Uint8Array(1);
    while (values.length < 7) {
      crypto.getRandomValues(byte);
      if (byte[0] < 256 - 256 % n) values.push(byte[0] % n); // so that each is as likely
    }
    values.forEach(function (v, i) { sum += (i + 1) * v; });
    for (var last = 0; (sum + 8 * last) % n; last++);
    return values.concat(last).map(function (v) { return alphabet.charAt(v); }).join('');
  }

  function today() {
    var d = new Date(), two = function (n) { return (n < 10 ? '0' : '') + n; };
    return d.getFullYear() + '-' + two(d.getMonth() + 1) + '-' + two(d.getDate());
  }

  function value(list, name) {
    for (var i = 0; i < list.length; i++) if (list[i][0] === name) return list[i][1];
    return '';
  }

  // make gives the message, or says what it lacks and gives nothing.
  function make() {
    var list = fields(), marks = sort() === 'of-marks';
    if (marks ? !value(list, word('case')) : !value(list, word('matter')) && !value(list, word('detail'))) {
      said.textContent = word(marks ? 'lacks-case' : 'lacks');
      return '';
    }
    said.textContent = '';
    day = today();
    var lines = [word('head')];
    if (!marks) {
      number = number || draw();
      lines.push(word('number') + '：' + number);
    }
    list.forEach(function (f) { lines.push(f[0] + '：' + f[1]); });
    lines.push(word('day') + '：' + day);
    area.value = lines.join('\n');
    tell(marks ? '' : number);
    return area.value;
  }

  // tell shows the number, in two halves as people read it out.
  function tell(n) {
    var p = document.getElementById('made-number');
    p.querySelector('b').textContent = n && n.slice(0, 4) + ' ' + n.slice(4);
    p.hidden = !n;
    document.getElementById('slip-number').textContent = n;
    document.getElementById('made-text').hidden = false;
  }

  function copied(yes) {
    said.textContent = word(yes ? 'copied' : 'select');
    if (!yes) { area.focus(); area.select(); }
  }

  // old is the way of browsers without a clipboard, and of pages opened from a folder.
  function old() {
    area.focus();
    area.select();
    area.setSelectionRange(0, area.value.length); // iOS
    try { copied(document.execCommand('copy')); } catch (e) { copied(false); }
  }

  var acts = {
    copy: function () {
      if (!make()) return;
      if (window.isSecureContext && navigator.clipboard && navigator.clipboard.writeText) {
        navigator.clipboard.writeText(area.value).then(function () { copied(true); }, old);
      } else {
        old();
      }
    },
    show: function () {
      if (!make()) return;
      shown.querySelector('pre').textContent = area.value;
      shown.hidden = false;
      shown.querySelector('button').focus();
    },
    print: function () { if (make()) window.print(); },
    hide: function () {
      shown.hidden = true;
      form.querySelector('[data-do=show]').focus();
    }
  };
  document.addEventListener('click', function (e) {
    var button = e.target.closest('[data-do]');
    if (button) acts[button.getAttribute('data-do')]();
  });
  document.addEventListener('keydown', function (e) {
    if (e.key === 'Escape' && !shown.hidden) acts.hide();
  });
  form.addEventListener('submit', function (e) {
    if (!make()) { e.preventDefault(); made.hidden = false; return; }
    form.querySelector('input[type=hidden][name="' + word('number') + '"]').value = sort() === 'of-marks' ? '' : number;
    form.querySelector('input[type=hidden][name="' + word('day') + '"]').value = day;
  });
  // The page reads the same with scripts and without until somebody begins to fill it in.
  function begin() { made.hidden = false; choose(); }
  form.addEventListener('input', begin);
  form.addEventListener('change', begin);

  // From a notice the page opens with it chosen: ?about=notices/…/index.html
  var about = /[?&]about=([^&#]*)/.exec(location.search), select = document.getElementById('f-about');
  if (about && select) {
    var path = '';
    try { path = decodeURIComponent(about[1]); } catch (e) { /* a broken address asks for nothing */ }
    for (var i = 0; i < select.options.length; i++) {
      var v = select.options[i].value;
      if (path && v.slice(-path.length) === path) {
        select.selectedIndex = i;
        var radio = form.querySelector('[data-part=of-objection]');
        if (radio) radio.checked = true;
        begin();
      }
    }
  }
})();

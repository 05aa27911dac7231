"use strict";
// Keeps the page as it is on the server, without a reload. Only what differs is touched, so that
// what is open, focused or scrolled stays so.
(() => {
  const every = Number(document.body.dataset.every);
  const live = document.getElementById("live");
  if (!every || !live) return;

  function same(old, now) {
    return old.nodeType === now.nodeType && old.nodeName === now.nodeName
      && (old.nodeType !== Node.ELEMENT_NODE || old.dataset.key === now.dataset.key);
  }

  function attributes(old, now) {
    for (const { name, value } of now.attributes) {
      if (name !== "open" && old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    for (const name of old.getAttributeNames()) {
      if (name !== "open" && !now.hasAttribute(name)) old.removeAttribute(name);
    }
  }

  function follow(old, now) {
    if (!same(old, now)) {
      old.replaceWith(now);
    } else if (old.nodeType === Node.ELEMENT_NODE) {
      attributes(old, now);
      const before = [...old.childNodes];
      const after = [...now.childNodes];
      after.forEach((node, at) => at < before.length ? follow(before[at], node) : old.append(node));
      before.slice(after.length).forEach(node => node.remove());
    } else if (old.nodeValue !== now.nodeValue) {
      old.nodeValue = now.nodeValue;
    }
  }

  function says(words, good) {
    live.textContent = words;
    live.classList.toggle("lost", !good);
    document.body.classList.toggle("stale", !good);
  }

  let last = new Date();
  async function update() {
    if (!document.hidden) {
      try {
        const reply = await fetch(location.origin + location.pathname + location.search,
          { cache: "no-store", credentials: "same-origin", signal: AbortSignal.timeout(10000),
            headers: { "X-Requested-With": "fetch" } });
        if (reply.status === 401) {
          says("Not updated since " + last.toLocaleTimeString() + "; reload the page to log in", false);
          return;
        }
        if (!reply.ok) throw new Error("HTTP status " + reply.status);
        const page = new DOMParser().parseFromString(await reply.text(), "text/html");
        const main = page.querySelector("main");
        if (!main) throw new Error("no page");
        follow(document.querySelector("main"), main);
        document.title = page.title;
        last = new Date();
        says("Live", true);
      } catch (lost) {
        says("Not updated since " + last.toLocaleTimeString() + "; trying again", false);
      }
    }
    setTimeout(update, every);
  }
  says("Live", true);
  setTimeout(update, every);
})();

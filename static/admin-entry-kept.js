// What is not on the server yet is kept in this browser, so that a closed window or a lost session loses nothing.
// A window writes under a name of its own below entry/<edition>/<sheet>, and marks that it lives; what a window that
// is gone has left is offered to the next, but to the same person only.
const EntryKept = (() => {
  "use strict";
  const BREATH = 15_000;
  // A window in the background may breathe once a minute only.
  const DEAD = 150_000;

  return class Kept {
    constructor(sheet) {
      const { data } = sheet;
      this.sheet = sheet;
      this.user = data.user ?? "";
      this.prefix = `entry/${data.edition ?? location.pathname}/${data.sheet}`;
      this.key = `${this.prefix}/${EntrySheet.makeUuid()}`;
      this.works = true;
      this.holding = null;
      setInterval(() => this.breathe(), BREATH);
      addEventListener("pagehide", () => this.mark(0));
      addEventListener("pageshow", () => this.mark(Date.now()));
    }

    // Keeps what is unsaved, and the request under way; without either nothing stays behind.
    write(changes, pending) {
      this.holding = changes.length || pending ? { user: this.user, at: Date.now(), seen: Date.now(), changes, pending } : null;
      this.store();
    }

    store() {
      try {
        if (this.holding) localStorage.setItem(this.key, JSON.stringify(this.holding));
        else localStorage.removeItem(this.key);
        this.works = true;
      } catch {
        this.works = !this.holding;
      }
    }

    breathe() {
      if (this.holding) this.mark(Date.now());
    }

    mark(seen) {
      if (!this.holding) return;
      this.holding.seen = seen;
      this.store();
    }

    read(key) {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    }

    // What other windows on this sheet have left or hold: [{key, kept, alive}], the oldest first.
    left() {
      let keys = [];
      try {
        keys = Object.keys(localStorage);
      } catch {
        return [];
      }
      return keys
        .filter((key) => key.startsWith(`${this.prefix}/`) && key !== this.key)
        .map((key) => ({ key, kept: this.read(key) }))
        .filter(({ kept }) => kept && kept.user === this.user)
        .map((one) => ({ ...one, alive: Date.now() - one.kept.seen < DEAD }))
        .sort((one, other) => one.kept.at - other.kept.at);
    }

    forget(key) {
      try {
        localStorage.removeItem(key);
      } catch {
        // Where nothing can be removed nothing was kept.
      }
    }
  };
})();

import { el, setText } from "../shared/dom.js";
import { brief, cents, dateTime, ending, plural } from "./words.js";

/** Progress, money and the rest of the numbers of a run. */
export function figures() {
  const done = bar("progress");
  const spent = bar("money");
  const units = card("Conversations", done.element);
  const money = card("Money", spent.element);
  const flow = card("Workers");
  const hits = card("HITs");
  const waiting = card("To decide");
  const element = el("section", { class: "figures", "aria-label": "How it stands" }, units.element, money.element, flow.element, hits.element, waiting.element);

  return {
    element,
    update(state, reviewHref) {
      const { units: all, money: sums, counts, rate, waiting: queue } = state;
      units.big(`${all.done}`, `of ${all.wanted} finished`);
      done.draw(all.wanted, [["done", all.done, "finished"], ["leased", all.leased, "at work"], ["spent", all.spent, "broken off"]]);
      units.list([
        ["At work", all.leased], ["Not begun", all.open], all.spent ? ["Broken off", all.spent] : null, all.wave < all.wanted ? ["In the pilot", all.wave] : null,
        rate ? ["Finished an hour", `${rate.perHour}`, `over the last ${plural(rate.minutes, "minute")}`] : null,
        rate?.perHour > 0 && all.open + all.leased > 0 && state.live ? ["Rest takes about", brief(((all.open + all.leased) / rate.perHour) * 3_600_000)] : null,
      ]);

      money.big(cents(sums.spent), sums.cap === null ? "spent" : `of ${cents(sums.cap)} spent`);
      spent.draw(sums.cap ?? sums.spent, [["spent", sums.spent, "spent"], ["intended", sums.intended, "being paid"], ["reserved", sums.reserved, "reserved"]], cents);
      money.list([sums.refunded ? ["Came back", cents(sums.refunded)] : null, ["Being paid", cents(sums.intended)], ["Reserved for HITs that are out", cents(sums.reserved)], ["Promised, before fees", cents(sums.promised)], sums.left === null ? null : ["Left under the cap", cents(sums.left)]]);

      const here = ["waiting", "onboarding", "talking"].reduce((sum, name) => sum + (counts.workers[name] ?? 0), 0);
      flow.big(`${here}`, "here now");
      flow.list([["Waiting", counts.workers.waiting ?? 0], counts.workers.onboarding ? ["In the test", counts.workers.onboarding] : null, ["At work", counts.workers.talking ?? 0],
        ...Object.entries(counts.endings).sort((one, other) => other[1] - one[1]).map(([name, count]) => [sentence(ending(name)), count])]);

      const handedIn = Object.values(counts.submissions).reduce((sum, count) => sum + count, 0);
      hits.big(`${handedIn}`, "handed in");
      hits.list([
        state.posting ? ["Posting", `${state.posting.posted} of ${state.posting.places}`] : null, ...Object.entries(counts.hits).map(([name, count]) => [sentence(`HITs ${name}`), count]),
        ["Approved", counts.submissions.approved ?? 0], counts.submissions.rejected ? ["Rejected", counts.submissions.rejected] : null,
      ]);

      waiting.big(`${queue.count}`, queue.count === 1 ? "part waits for you" : "parts wait for you");
      waiting.list([queue.next ? ["First approves itself", dateTime(queue.next)] : null]);
      waiting.link(reviewHref, queue.count ? "Review them" : "Look at the work");
    },
  };
}

const sentence = text => text.charAt(0).toUpperCase() + text.slice(1);

function card(title, extra = null) {
  const number = el("strong", { class: "figure-number" });
  const unit = el("span", { class: "figure-unit" });
  const list = el("dl", { class: "figure-list" });
  const link = el("a", { class: "figure-link", hidden: true });
  const element = el("section", { class: "figure-card" }, el("h2", { class: "figure-title", text: title }), el("p", { class: "figure-big" }, number, " ", unit), extra, list, link);
  let drawn = "";
  return {
    element,
    big(text, words) {
      setText(number, text);
      setText(unit, words);
    },
    list(rows) {
      const shown = rows.filter(Boolean);
      if (drawn === JSON.stringify(shown)) return;
      drawn = JSON.stringify(shown);
      list.replaceChildren(...shown.flatMap(([name, value, title]) => [el("dt", { text: name, title }), el("dd", { text: String(value) })]));
    },
    link(href, text) {
      link.href = href;
      setText(link, text);
      link.hidden = false;
    },
  };
}

/** A bar of several pieces. Its words are beside it, so that nobody has to see colours. */
function bar(kind) {
  const track = el("div", { class: `meter meter-${kind}`, role: "img" });
  return {
    element: track,
    draw(whole, pieces, write = String) {
      const all = Math.max(whole, pieces.reduce((sum, [, size]) => sum + size, 0), 1);
      track.setAttribute("aria-label", pieces.map(([, size, name]) => `${write(size)} ${name}`).join(", ") + ` of ${write(whole)}`);
      track.replaceChildren(...pieces.filter(([, size]) => size > 0).map(([name, size]) => {
        const piece = el("span", { class: `meter-piece meter-${name}` });
        piece.style.setProperty("width", `${(size / all) * 100}%`);
        return piece;
      }));
    },
  };
}

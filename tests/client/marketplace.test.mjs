import assert from "node:assert/strict";
import test from "node:test";
import { announcement } from "../../runner/Crowdwork.Marketplace/WorkerSite/client/announcement.js";

const minute = 60_000;

test("a screen reader hears of the time left seldom, and more often towards the end", () => {
  const table = [[60 * minute, ""], [10 * minute, "10 minutes left"], [6 * minute, "10 minutes left"], [5 * minute, "5 minutes left"], [59_000, "1 minute left"], [30_000, "30 seconds left"], [0, "Time is over"]];
  for (const [milliseconds, heard] of table) assert.equal(announcement(milliseconds), heard);
});

import assert from "node:assert/strict";
import test from "node:test";
import { announcement, timeLeft } from "../../runner/Crowdwork.Marketplace/WorkerSite/client/time-left.js";

const minute = 60_000;
const hour = 60 * minute;

test("the clock of a task shows what is left, and never less than nothing", () => {
  const table = [[-5, "0:00"], [0, "0:00"], [1, "0:01"], [59_001, "1:00"], [4 * minute + 5000, "4:05"], [hour, "1:00:00"], [25 * hour, "1 d 1 h"], [23 * hour + 59 * minute + 59_000, "23:59:59"]];
  for (const [milliseconds, shown] of table) assert.equal(timeLeft(milliseconds), shown);
});

test("a screen reader hears of it seldom, and more often towards the end", () => {
  const table = [[hour, ""], [10 * minute, "10 minutes left"], [6 * minute, "10 minutes left"], [5 * minute, "5 minutes left"], [59_000, "1 minute left"], [30_000, "30 seconds left"], [0, "Time is over"]];
  for (const [milliseconds, heard] of table) assert.equal(announcement(milliseconds), heard);
});

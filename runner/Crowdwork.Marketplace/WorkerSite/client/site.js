import { themeSwitch } from "./shared/theme.js";
import { watchWork } from "./work.js";

document.getElementById("theme")?.append(themeSwitch());

const work = document.getElementById("work");
if (work) watchWork(work);

// Where the tabs do not fit they scroll; the one that is open should be seen.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// A refused form says at its top what is wrong; whoever cannot see it should be there first.
document.getElementById("problems")?.focus();

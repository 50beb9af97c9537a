import { themeSwitch } from "../shared/theme.js";

document.getElementById("theme").append(themeSwitch());

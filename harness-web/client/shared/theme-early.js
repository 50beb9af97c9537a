// A classic script, loaded before the first paint: the theme chosen by hand, if one was.
// Storage may be forbidden to us, and then the system's theme applies.
try {
  const theme = localStorage.getItem("crowdwork.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // The media query in tokens.css decides.
}

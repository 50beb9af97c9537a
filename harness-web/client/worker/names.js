const watched = new WeakSet();

/**
 * Tells when a component reads `data.title` where the data have `Title`. Such a name has no value, before and after; it is only noticed that
 * somebody asked for it. In rehearsals only.
 */
export function watchNames(data, tell) {
  if (typeof data !== "object" || data === null || Array.isArray(data) || watched.has(data)) return;
  watched.add(data);
  const told = new Set();
  for (const name of Object.keys(data)) {
    for (const other of spellings(name)) {
      if (other in data) continue;
      // Not enumerable: copies, JSON and loops do not see it.
      Object.defineProperty(data, other, { enumerable: false, configurable: true, get: () => {
        if (!told.has(other)) tell(other, name);
        told.add(other);
        return undefined;
      } });
    }
  }
}

/** PassageId could be meant by passageId, passage_id and the like. */
function spellings(name) {
  const words = name.replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1_$2").split("_").filter(Boolean).map(word => word.toLowerCase());
  const title = word => word.charAt(0).toUpperCase() + word.slice(1);
  const pascal = words.map(title).join("");
  return new Set([words.join("_"), pascal, pascal.charAt(0).toLowerCase() + pascal.slice(1), words.join("")].filter(other => other !== name && other !== ""));
}

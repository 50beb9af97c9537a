/**
 * Storage that may not be there. Where a browser blocks third-party storage, reading the property `localStorage` throws
 * already, so the storage comes as a function: `kept(() => sessionStorage, key)`.
 */

/** The value under the key, or null. */
export function kept(storage, key) {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a string; null forgets it. Answers whether it worked. */
export function keep(storage, key, value) {
  try {
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

/** The JSON under the key, or null when there is none or it is damaged. */
export function keptJson(storage, key) {
  try {
    return JSON.parse(kept(storage, key));
  } catch {
    return null;
  }
}

export function keepJson(storage, key, value) {
  return keep(storage, key, value === null ? null : JSON.stringify(value));
}

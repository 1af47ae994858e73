// What pages need of the browser.

/** The time zone by name, and its offset from UTC now for whoever does not know the name. */
export function clock() {
  return { zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? "", offsetMinutes: -new Date().getTimezoneOffset() };
}

/** Puts a text on the clipboard; false if that is not allowed. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Puts the focus on an element. */
export function focus(id) {
  document.getElementById(id)?.focus();
}

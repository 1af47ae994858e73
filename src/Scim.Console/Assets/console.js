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

/** Names one of the library's dialogs for those who hear the page: it takes no name by itself. */
export function nameDialog(id, text) {
  const dialog = document.getElementById(id);
  if (!dialog) return;
  // The library's template is drawn later, perhaps, and takes the name from here.
  Object.defineProperty(dialog, "dialogLabel", { value: text, configurable: true });
  dialog.shadowRoot?.querySelector("dialog")?.setAttribute("aria-label", text);
}

/** The theme that was chosen in this browser, as the component library remembers it: light, dark or system. */
export function theme() {
  try {
    return JSON.parse(localStorage.getItem("fluentui-blazor:theme-settings"))?.mode ?? "system";
  } catch {
    return "system";
  }
}

/** Puts the focus on an element. */
export function focus(id) {
  document.getElementById(id)?.focus();
}

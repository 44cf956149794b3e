import { loadRenderer } from '../io/registry';
import { Palette, RouteScreen } from './screens';

/** Fetches the palette, the other screens, the usual inputs, then the table, when the page is idle and data is not to be saved. */
export function prefetch() {
  const saving = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
  if (saving) return;
  const idle = globalThis.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 1500));
  idle(() => {
    Palette.preload()
      .then(() => RouteScreen.preload())
      .then(() => loadRenderer('INPUT_TEXT'))
      .then(() => loadRenderer('DISPLAY_TABLE'))
      .catch(() => {
        // The step that needs them loads them again, and says so when it cannot.
      });
  });
}

import { lazyScreen } from '../ui/lazyScreen';

/** The screens that are not in the first load. They share one chunk: a press on an action needs all of it. */
const screens = () => import('../pages/screens');

export const RunScreen = lazyScreen(async () => (await screens()).RunScreen);
export const RouteScreen = lazyScreen(async () => (await screens()).RouteScreen);
export const History = lazyScreen(async () => (await screens()).History);

const overlays = () => import('./overlays');

export const Palette = lazyScreen(async () => (await overlays()).Palette, null);
export const KeyboardHelp = lazyScreen(async () => (await overlays()).KeyboardHelp, null);

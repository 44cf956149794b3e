import { createElement } from 'react';
import { useHistoryState } from 'wouter/use-browser-location';
import { lazyScreen } from '../ui/lazyScreen';
import type { Remembered } from '../wire/address';

/** The screens that are not in the first load. They share one chunk: a press on an action needs all of it. */
const screens = () => import('../pages/screens');

export const RunScreen = lazyScreen(async () => (await screens()).RunScreen);
export const RouteScreen = lazyScreen(async () => (await screens()).RouteScreen);
/** Only where something is open over the screen is it needed. */
const DrawerScreen = lazyScreen(async () => (await screens()).Drawer, null);

export const Drawer = () => (useHistoryState<Remembered | null>()?.over ? createElement(DrawerScreen) : null);

export const History = lazyScreen(async () => (await screens()).History);

export const Timetable = lazyScreen(async () => (await screens()).Timetable);

const overlays = () => import('./overlays');

export const Palette = lazyScreen(async () => (await overlays()).Palette, null);
export const KeyboardHelp = lazyScreen(async () => (await overlays()).KeyboardHelp, null);

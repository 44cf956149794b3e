import { createStore } from '../wire/store';

/** The slug that the screen is about when its address does not say so (a run's action). */
export const currentSlug = createStore('');

/** True while a reload would lose something: a run waits here or something was typed. */
export const busyScreen = createStore(false);

import type { Route } from '../wire/protocol.gen';

/** A heading of the side bar or home with what stands under it; '' has none. */
export interface Section {
  name: string;
  routes: Route[];
}

/** What lists show: unlisted routes and empty groups are left out. */
export function visible(routes: Route[]): Route[] {
  return routes.filter((route) => {
    if (route.unlisted) return false;
    return route.kind !== 'group' || visible(route.children ?? []).length > 0;
  });
}

/** The roots of the tree by section, in the order they first come; Records last. */
export function sectionsOf(routes: Route[]): Section[] {
  const sections = new Map<string, Route[]>([['', []]]);
  for (const route of visible(routes)) {
    const name = route.section ?? '';
    sections.set(name, [...(sections.get(name) ?? []), route]);
  }
  return [...sections]
    .map(([name, under]) => ({ name, routes: under }))
    .filter((section) => section.routes.length > 0)
    .sort((a, b) => Number(a.name === 'Records') - Number(b.name === 'Records'));
}

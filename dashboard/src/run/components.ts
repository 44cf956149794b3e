import { useEffect, useMemo, useRef, useState } from 'react';
import { isKnown, loadRenderer, peekRenderer } from '../io/registry';
import type { IOComponent, Renderer } from '../io/types';
import { retry } from '../ui/retry';
import type { Component } from '../wire/protocol.gen';
import { decode, isRecord } from '../wire/values';

interface Kept {
  raw: string;
  component: IOComponent;
}

/** The components of a render, decoded; those that did not change keep their identity. */
export function useComponents(toRender: Component[]): IOComponent[] {
  const kept = useRef<Kept[]>([]);
  return useMemo(() => {
    kept.current = toRender.map((one, index) => {
      const raw = JSON.stringify(one);
      const before = kept.current[index];
      return before?.raw === raw ? before : { raw, component: asComponent(one) };
    });
    return kept.current.map((one) => one.component);
  }, [toRender]);
}

/** A component of the wire with its properties decoded. */
export function asComponent(raw: Component): IOComponent {
  const props = decode(raw.props, raw.propsMeta);
  return {
    methodName: raw.methodName,
    label: raw.label,
    isStateful: raw.isStateful ?? false,
    isOptional: raw.isOptional ?? false,
    isMultiple: raw.isMultiple ?? false,
    showIf: raw.showIf,
    section: raw.section,
    multipleProps: isRecord(raw.multipleProps) ? raw.multipleProps : undefined,
    props: isRecord(props) ? props : {},
  };
}

/** A renderer, or why there is none. */
export type Found = Renderer | 'unknown' | 'failed';

async function find(method: string): Promise<Found> {
  if (!isKnown(method)) return 'unknown';
  try {
    return await retry(() => loadRenderer(method));
  } catch {
    return 'failed';
  }
}

function peekAll(methods: string[]): Found[] | undefined {
  const found = methods.map((method) => peekRenderer(method) ?? (isKnown(method) ? undefined : 'unknown'));
  return found.every((one) => one !== undefined) ? (found as Found[]) : undefined;
}

/** The renderers of methods; undefined until all have come or failed. */
export function useRenderers(methods: string[]): Found[] | undefined {
  const key = methods.join(' ');
  const [loaded, setLoaded] = useState<{ key: string; found: Found[] }>();
  useEffect(() => {
    let gone = false;
    const names = key === '' ? [] : key.split(' ');
    // They may have come between the render and now.
    const have = peekAll(names);
    if (have) {
      setLoaded((before) => (before?.key === key ? before : { key, found: have }));
      return;
    }
    void Promise.all(names.map(find)).then((found) => {
      if (!gone) setLoaded({ key, found });
    });
    return () => {
      gone = true;
    };
  }, [key]);
  if (loaded?.key === key) return loaded.found;
  return peekAll(methods);
}

/** The methods of components, and after them those of what they are made of. */
export function methodsOf(components: IOComponent[]): string[] {
  const inner = components.flatMap(({ props }) => (Array.isArray(props.fields) ? props.fields : []));
  return [...components, ...inner.filter(isRecord)].map(({ methodName }) => String(methodName));
}

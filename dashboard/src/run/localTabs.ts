import { useCallback, useState } from 'react';

/** The open tabs of a step; those of a page are in its address. */
export function useLocalTabs() {
  const [tabs, setTabs] = useState<Record<string, string>>({});
  const openTab = useCallback(
    (name: string, tab: string) => setTabs((before) => ({ ...before, [name]: tab })),
    [],
  );
  return { tabs, openTab };
}
